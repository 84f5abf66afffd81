"""Lost, frozen, out of reach, pooled, claimed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from forecourt.customers.tests.make import make_party
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import WrongInput
from forecourt.leads import commands
from forecourt.leads.commands import (
    ClaimLimitReached,
    FreezeTooLong,
    LossWaits,
    OwnOldCustomer,
)
from forecourt.leads.commands.endings import StillTooEarly
from forecourt.leads.models import LostReason, Opportunity, Stage
from forecourt.leads.tests.make import make_consultant, make_loss, make_opportunity
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db


def test_lost_it_is_when_the_sales_manager_confirms() -> None:
    deal = make_opportunity()
    ask: dict[str, Any] = {
        "opportunity_id": deal.pk,
        "reason": LostReason.PRICE,
        "by": make_actor(),
        "at": NINE,
    }

    loss = commands.lose_opportunity(**ask)
    deal.refresh_from_db()
    assert deal.stage == "filed"
    with pytest.raises(LossWaits):
        commands.lose_opportunity(**ask)

    commands.confirm_loss(loss_id=loss.pk, by=make_actor(), at=NINE)

    deal.refresh_from_db()
    assert (deal.stage, deal.code) == ("lost", "F1")
    assert Entry.objects.order_by("pk").last().kind == "leads.opportunity_lost"  # type: ignore[union-attr]  # there is one


def test_a_refused_loss_goes_on() -> None:
    deal = make_opportunity()
    loss = make_loss(deal)

    commands.refuse_loss(loss_id=loss.pk, by=make_actor(), at=NINE)

    deal.refresh_from_db()
    assert deal.stage == "filed"
    with pytest.raises(IllegalMove):
        commands.confirm_loss(loss_id=loss.pk, by=make_actor(), at=NINE)


@pytest.mark.parametrize("reason", [LostReason.COMPETITOR_PRODUCT, LostReason.OTHER])
def test_some_reasons_need_words(reason: LostReason) -> None:
    deal = make_opportunity()

    with pytest.raises(WrongInput):
        commands.lose_opportunity(opportunity_id=deal.pk, reason=reason, by=make_actor(), at=NINE)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("days", [0, 181])
def test_a_deal_rests_from_tomorrow_for_180_days_at_most(days: int) -> None:
    deal = make_opportunity()

    with pytest.raises(FreezeTooLong, match="180 days at most"):
        commands.freeze_opportunity(
            opportunity_id=deal.pk,
            revive_on=date(2026, 11, 24) + timedelta(days=days),
            by=make_actor(),
            at=NINE,
        )


def test_a_frozen_deal_is_taken_up_again() -> None:
    deal, by = make_opportunity(), make_actor()

    commands.freeze_opportunity(opportunity_id=deal.pk, revive_on=date(2027, 2, 1), by=by, at=NINE)
    deal.refresh_from_db()
    assert (deal.code, deal.revive_on) == ("F2", date(2027, 2, 1))

    commands.revive_opportunity(opportunity_id=deal.pk, by=by, at=NINE)
    deal.refresh_from_db()
    assert (deal.stage, deal.revive_on) == ("contacted", None)


def test_three_tries_over_fourteen_days_are_enough() -> None:
    deal = make_opportunity()
    for day in (0, 5, 10):
        deal.note_missed(at=NINE + timedelta(days=day))

    with pytest.raises(StillTooEarly):
        commands.lose_control(opportunity_id=deal.pk, by=make_actor(), at=NINE + timedelta(days=13))
    commands.lose_control(opportunity_id=deal.pk, by=make_actor(), at=NINE + timedelta(days=14))

    deal.refresh_from_db()
    assert deal.code == "L"


def _pooled(name: str, last: object = None) -> Opportunity:
    return make_opportunity(make_party(name, phone=""), consultant=last, stage=Stage.POOLED)  # type: ignore[arg-type]  # Staff or None


def test_a_deal_from_the_pool_goes_to_somebody_else() -> None:
    zhou, sun = make_consultant(), make_consultant("Sun Li")
    deal = _pooled("李娜", zhou)

    with pytest.raises(OwnOldCustomer):
        commands.claim_opportunity(
            opportunity_id=deal.pk, by=make_actor(Role.SALES_CONSULTANT, staff=zhou), at=NINE
        )
    commands.claim_opportunity(
        opportunity_id=deal.pk, by=make_actor(Role.SALES_CONSULTANT, staff=sun), at=NINE
    )

    deal.refresh_from_db()
    assert (deal.stage, deal.consultant_id) == ("contacted", sun.pk)


def test_five_claims_a_day_are_the_limit() -> None:
    sun = make_consultant("Sun Li")
    by = make_actor(Role.SALES_CONSULTANT, staff=sun)
    deals = [_pooled(f"Customer {number}") for number in range(6)]
    for deal in deals[:5]:
        commands.claim_opportunity(opportunity_id=deal.pk, by=by, at=NINE)

    with pytest.raises(ClaimLimitReached, match="5 customers today"):
        commands.claim_opportunity(opportunity_id=deals[5].pk, by=by, at=NINE)

    commands.claim_opportunity(opportunity_id=deals[5].pk, by=by, at=NINE + timedelta(days=1))
