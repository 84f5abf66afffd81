"""Opportunities in work: file, contact, level, hand over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from forecourt.catalog.tests.make import make_model
from forecourt.customers.tests.make import make_party
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads import commands
from forecourt.leads.commands import AlreadyInWork, ConsultantFull
from forecourt.leads.models import (
    Channel,
    ContactResult,
    IntentLevel,
    NotInWork,
    Opportunity,
    Origin,
    Stage,
)
from forecourt.leads.tests.make import make_consultant, make_opportunity
from forecourt.store.commands import change_rule
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor, make_store

pytestmark = pytest.mark.django_db


def _file(**changes: object) -> Opportunity:
    values: dict[str, object] = {
        "party_id": make_party().pk,
        "model_id": make_model().pk,
        "level": IntentLevel.B,
        "origin": Origin.WALK_IN,
        "consultant_id": None,
        "by": make_actor(),
        "at": NINE,
    }
    return commands.file_opportunity(**(values | changes))  # type: ignore[arg-type]  # a test's values


def test_one_customer_has_one_open_file_for_a_model() -> None:
    deal = make_opportunity()

    with pytest.raises(AlreadyInWork):
        _file(party_id=deal.party_id)


def test_a_full_consultant_gets_nobody_more() -> None:
    zhou = make_consultant()
    make_opportunity(consultant=zhou)
    change_rule(
        key="leads.open_per_consultant",
        value="1",
        valid_from=date(2026, 1, 1),
        by=make_actor(),
        at=NINE,
    )

    with pytest.raises(ConsultantFull, match="Zhou Yang already has 1 open files"):
        _file(party_id=make_party("李娜", phone="").pk, consultant_id=zhou.pk)


def test_a_talk_starts_the_clock_of_the_level_anew() -> None:
    deal, later = make_opportunity(), NINE + timedelta(days=2)

    commands.make_contact(
        opportunity_id=deal.pk,
        channel=Channel.PHONE,
        result=ContactResult.REACHED,
        note="wants to drive",
        next_on=date(2026, 11, 28),
        level=IntentLevel.A,
        by=make_actor(),
        at=later,
    )

    deal.refresh_from_db()
    assert (deal.stage, deal.last_contact_at, deal.intent_level) == ("contacted", later, "A")
    assert [entry.kind for entry in Entry.objects.order_by("pk")] == [
        "leads.contact_made",
        "leads.level_set",
    ]


def test_tries_in_a_row_are_counted_until_somebody_is_reached() -> None:
    deal, by = make_opportunity(), make_actor()
    ask: dict[str, Any] = {
        "opportunity_id": deal.pk,
        "channel": Channel.PHONE,
        "by": by,
        "at": NINE,
    }

    commands.make_contact(**ask, result=ContactResult.NO_ANSWER)
    commands.make_contact(**ask, result=ContactResult.BUSY)
    deal.refresh_from_db()
    assert (deal.missed_count, deal.missed_since, deal.stage) == (2, NINE, "filed")

    commands.make_contact(**ask, result=ContactResult.CALL_BACK)
    deal.refresh_from_db()
    assert (deal.missed_count, deal.missed_since) == (0, None)


def test_the_next_contact_is_not_in_the_past() -> None:
    deal = make_opportunity()

    with pytest.raises(WrongInput, match="cannot be in the past"):
        commands.make_contact(
            opportunity_id=deal.pk,
            channel=Channel.PHONE,
            result=ContactResult.REACHED,
            next_on=date(2026, 11, 23),
            by=make_actor(),
            at=NINE,
        )

    assert not Entry.objects.exists()


def test_a_level_changes_for_a_reason_only() -> None:
    deal = make_opportunity(level=IntentLevel.C)
    ask: dict[str, Any] = {
        "opportunity_id": deal.pk,
        "level": IntentLevel.H,
        "by": make_actor(),
        "at": NINE,
    }

    with pytest.raises(WrongInput):
        commands.set_level(**ask, reason=" ")
    commands.set_level(**ask, reason="has the money, wants it Friday")

    payload = Entry.objects.get().payload
    assert (payload["level"], payload["level_before"]) == ("H", "C")


def test_a_deal_that_is_over_has_no_level() -> None:
    deal = make_opportunity(stage=Stage.ORDERED)

    with pytest.raises(NotInWork, match="Ordered"):
        commands.set_level(
            opportunity_id=deal.pk, level=IntentLevel.A, reason="x", by=make_actor(), at=NINE
        )


def test_the_sale_moves_the_stage_and_a_cancelled_order_moves_it_back() -> None:
    deal, by = make_opportunity(stage=Stage.CONTACTED), make_actor()
    ask: dict[str, Any] = {"opportunity_id": deal.pk, "by": by, "at": NINE}

    stages = [
        commands.mark_quoted(**ask).stage,
        commands.mark_quoted(**ask).stage,
        commands.mark_ordered(**ask).stage,
        commands.mark_unordered(**ask).stage,
        commands.mark_ordered(**ask).stage,
        commands.mark_delivered(**ask).stage,
    ]

    assert stages == ["quoted", "quoted", "ordered", "quoted", "ordered", "delivered"]
    with pytest.raises(IllegalMove):
        commands.mark_unordered(**ask)


def test_a_consultant_sees_the_own_customers_only() -> None:
    zhou, sun = make_consultant(), make_consultant("Sun Li")
    deal = make_opportunity(consultant=zhou)
    other = make_actor(Role.SALES_CONSULTANT, staff=sun)

    with pytest.raises(Missing):
        commands.set_level(
            opportunity_id=deal.pk, level=IntentLevel.A, reason="x", by=other, at=NINE
        )

    commands.assign_opportunity(
        opportunity_id=deal.pk, consultant_id=sun.pk, by=make_actor(), at=NINE
    )
    commands.set_level(opportunity_id=deal.pk, level=IntentLevel.A, reason="x", by=other, at=NINE)
    deal.refresh_from_db()
    assert (deal.consultant_id, deal.last_consultant_id) == (sun.pk, zhou.pk)


def test_the_deal_of_another_store_does_not_exist() -> None:
    deal = make_opportunity(store=make_store())

    with pytest.raises(Missing):
        commands.mark_quoted(opportunity_id=deal.pk, by=make_actor(), at=NINE)
