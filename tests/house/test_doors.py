"""Every address says who may open it, and keeps to it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from forecourt.kernel.http import Access, check_every_view_declares_its_right, views
from forecourt.store.queries import matrix
from forecourt.store.roles import Role


def test_every_view_declares_its_right() -> None:
    check_every_view_declares_its_right()


def test_every_right_that_a_view_asks_for_is_in_the_matrix() -> None:
    asked = {
        access.what
        for _path, _name, view in views()
        if isinstance(access := getattr(view, "access", None), Access)
        and access.how in {"may", "device"}
    }

    assert asked - set(matrix()) == set()


def test_every_right_of_the_matrix_belongs_to_a_room_and_somebody() -> None:
    rooms = {app.label for app in apps.get_app_configs()}

    assert {right for right in matrix() if right.split(".")[0] not in rooms} == set()
    assert {right for right, roles in matrix().items() if not roles} == set()


@pytest.mark.parametrize(
    "room", sorted(app.name for app in apps.get_app_configs() if app.name.startswith("forecourt."))
)
def test_rights_of_a_room_name_known_roles(room: str) -> None:
    if find_spec(f"{room}.rights") is None:
        return
    rights = import_module(f"{room}.rights").RIGHTS

    assert {role for roles in rights.values() for role in roles} <= set(Role)
