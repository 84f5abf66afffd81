"""Who did something is said by name or in words, never by the key that the journal keeps."""

from __future__ import annotations

import pytest
from django.utils import translation

from forecourt.store.queries import actor_names
from forecourt.store.tests.make import make_actor, make_staff

pytestmark = pytest.mark.django_db

KEYS = ("system", "workshop", "staff:gone", "owner:0199", "device:0199")


def test_each_kind_of_actor_has_words_in_both_languages() -> None:
    by = make_actor()
    with translation.override("zh-hans"):
        chinese = actor_names(by, KEYS)
    with translation.override("en"):
        english = actor_names(by, KEYS)

    assert [chinese[key] for key in KEYS] == ["系统", "系统", "已离职人员", "车主", "看板屏"]
    assert [english[key] for key in KEYS] == [
        "the system",
        "the system",
        "somebody who has left",
        "the owner",
        "a screen",
    ]


def test_a_member_of_staff_is_said_by_name() -> None:
    staff = make_staff("Li Wei")
    assert staff.account is not None
    key = f"staff:{staff.account.username}"

    assert actor_names(make_actor(), [key]) == {key: "Li Wei"}
