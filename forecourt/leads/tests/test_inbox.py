"""Leads: received once, answered in time, sorted out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from forecourt.catalog.tests.make import make_model
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import WrongInput
from forecourt.leads import commands
from forecourt.leads.commands import NobodysLead, NotOnShift
from forecourt.leads.models import (
    Channel,
    ContactResult,
    IntentLevel,
    InvalidReason,
    Lead,
    LeadStatus,
    Origin,
)
from forecourt.leads.tests.make import make_consultant, make_lead, make_scenes
from forecourt.store.models import Shift
from forecourt.store.tests.make import NINE, home_store, make_actor

pytestmark = pytest.mark.django_db


def _kinds() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_a_second_lead_of_the_same_phone_is_a_duplicate() -> None:
    first = make_lead(phone="13900139000")

    second = commands.receive_lead(
        origin=Origin.PORTAL_SITE, name="Li Na", phone="+86 139 0013 9000", by=make_actor(), at=NINE
    )

    assert (second.status, second.duplicate_of) == (LeadStatus.DUPLICATE, first)
    assert _kinds() == ["leads.lead_received", "leads.lead_duplicate"]


def test_the_same_key_of_a_sender_is_received_once() -> None:
    lead: dict[str, Any] = {"origin": Origin.MAKER, "phone": "13900139000", "outside_key": "M-1"}
    commands.receive_lead(**lead, by=make_actor(), at=NINE)

    with pytest.raises(commands.inbox.ReceivedBefore):
        commands.receive_lead(**lead, by=make_actor(), at=NINE)


def test_a_lead_that_nobody_can_answer_is_refused() -> None:
    with pytest.raises(WrongInput, match="needs a phone"):
        commands.receive_lead(origin=Origin.WEB_FORM, name="x", by=make_actor(), at=NINE)

    assert not Lead.objects.exists()


def test_only_somebody_on_shift_gets_a_lead() -> None:
    zhou, sun = make_consultant(), make_consultant("Sun Li")
    Shift.plan(home_store(), sun, NINE, NINE + timedelta(hours=8))
    lead = make_lead()

    with pytest.raises(NotOnShift, match="Zhou Yang is not on shift"):
        commands.assign_lead(lead_id=lead.pk, assignee_id=zhou.pk, by=make_actor(), at=NINE)
    commands.assign_lead(lead_id=lead.pk, assignee_id=sun.pk, by=make_actor(), at=NINE)

    lead.refresh_from_db()
    assert (lead.status, lead.assignee_id) == ("assigned", sun.pk)


def test_a_talk_makes_a_prospect_possible() -> None:
    make_scenes()
    zhou = make_consultant()
    lead = make_lead(assignee=zhou)
    by = make_actor(staff=zhou)
    ask: dict[str, Any] = {"lead_id": lead.pk, "level": IntentLevel.B, "model_id": make_model().pk}

    with pytest.raises(IllegalMove):
        commands.qualify_lead(**ask, by=by, at=NINE)
    commands.contact_lead(
        lead_id=lead.pk, channel=Channel.PHONE, result=ContactResult.REACHED, by=by, at=NINE
    )
    deal = commands.qualify_lead(**ask, by=by, at=NINE)

    lead.refresh_from_db()
    assert (lead.status, lead.opportunity_id) == ("converted", deal.pk)
    assert (deal.party.name, deal.consultant_id, deal.origin) == ("李娜", zhou.pk, "web_form")


def test_a_try_leaves_the_lead_assigned() -> None:
    lead = make_lead(assignee=make_consultant())

    commands.contact_lead(
        lead_id=lead.pk,
        channel=Channel.PHONE,
        result=ContactResult.NO_ANSWER,
        by=make_actor(),
        at=NINE,
    )

    lead.refresh_from_db()
    assert (lead.status, _kinds()) == ("assigned", ["leads.lead_tried"])


def test_a_lead_of_nobody_is_not_contacted() -> None:
    lead = make_lead()

    with pytest.raises(NobodysLead):
        commands.contact_lead(
            lead_id=lead.pk,
            channel=Channel.PHONE,
            result=ContactResult.REACHED,
            by=make_actor(),
            at=NINE,
        )


def test_an_invalid_lead_says_why() -> None:
    lead = make_lead()

    commands.mark_lead_invalid(
        lead_id=lead.pk, reason=InvalidReason.WRONG_NUMBER, by=make_actor(), at=NINE
    )

    lead.refresh_from_db()
    assert (lead.status, lead.invalid_reason) == ("invalid", "wrong_number")
    with pytest.raises(IllegalMove):
        commands.mark_lead_invalid(
            lead_id=lead.pk, reason=InvalidReason.TEST, by=make_actor(), at=NINE
        )


def test_a_call_about_a_car_becomes_a_lead() -> None:
    call = commands.take_call(
        name="李娜", phone="13900139000", words="Price of the X5", by=make_actor(), at=NINE
    )

    assert call.lead is not None
    assert (call.lead.origin, call.lead.words) == ("phone", "Price of the X5")
    assert _kinds() == ["leads.lead_received", "leads.call_taken"]
