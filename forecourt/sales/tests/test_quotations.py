"""Quotations: immutable versions, discounts by limit, validity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from forecourt.catalog.models import PriceKind
from forecourt.catalog.tests.make import make_price_list
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads.models import Stage
from forecourt.leads.tests.make import make_consultant, make_opportunity
from forecourt.sales import commands
from forecourt.sales.commands import (
    AboveYourLimit,
    AlreadyOrdered,
    DiscountOverLimit,
    NothingToApprove,
    OwnDiscount,
    PriceChanged,
)
from forecourt.sales.models import (
    QuotationLine,
    QuotationVersion,
    VersionState,
)
from forecourt.sales.queries import NotBuildable, Wish
from forecourt.sales.tests.make import (
    CODE,
    LIST_FEN,
    make_order,
    make_prices,
    make_version,
    make_wish,
)
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db


def _seller() -> Any:  # Any: spread into commands
    return make_actor(Role.SALES_CONSULTANT, staff=make_consultant())


def test_the_total_is_the_sum_of_its_lines() -> None:
    make_prices()

    version = commands.draft_quotation(
        opportunity_id=make_opportunity().pk,
        wish=make_wish(options=("ACC-FILM",), discount_fen=100_000),
        by=make_actor(),
        at=NINE,
    )

    lines = list(QuotationLine.objects.filter(version=version).order_by("position"))
    assert version.total_fen == sum(line.amount_fen for line in lines)
    assert version.goods_fen == LIST_FEN + 268_000 - 100_000
    assert [line.kind for line in lines][:3] == ["car", "accessory", "discount"]
    assert Entry.objects.get().payload["number"] == "QT-261124-001-v1"


def test_a_trade_in_lowers_what_is_paid_and_nothing_else() -> None:
    make_prices()
    ask: dict[str, Any] = {"by": make_actor(), "at": NINE}
    plain = commands.draft_quotation(
        opportunity_id=make_opportunity().pk, wish=make_wish(discount_fen=100_000), **ask
    )
    wish = replace(
        make_wish(discount_fen=100_000),
        trade_in_fen=3_000_000,
        trade_in_note="沪A12345 旧车 AP-261120-003",
    )

    version = commands.draft_quotation(opportunity_id=make_opportunity().pk, wish=wish, **ask)

    line = QuotationLine.objects.get(version=version, kind="trade_in")
    assert (line.amount_fen, line.name) == (-3_000_000, "置换抵款：沪A12345 旧车 AP-261120-003")
    assert line.name_en == "Trade-in: 沪A12345 旧车 AP-261120-003"
    assert version.total_fen == plain.total_fen - 3_000_000
    assert version.goods_fen == plain.goods_fen  # what the invoice says, and the tax on it
    assert version.trade_in_fen == 3_000_000


@pytest.mark.parametrize(
    ("fen", "note", "words"),
    [(3_000_000, " ", "Name the car"), (90_000_000, "沪A12345", "worth more than the price")],
)
def test_a_trade_in_names_its_car_and_is_at_most_the_price(fen: int, note: str, words: str) -> None:
    make_prices()
    wish = replace(make_wish(), trade_in_fen=fen, trade_in_note=note)

    with pytest.raises(NotBuildable, match=words):
        commands.draft_quotation(
            opportunity_id=make_opportunity().pk, wish=wish, by=make_actor(), at=NINE
        )

    assert not QuotationVersion.objects.exists()


def test_a_revision_is_a_new_version_and_the_old_one_stays_as_it_was() -> None:
    make_prices()
    deal, by = make_opportunity(), make_actor()
    ask: dict[str, Any] = {"opportunity_id": deal.pk, "by": by, "at": NINE}

    first = commands.draft_quotation(wish=make_wish(), **ask)
    second = commands.draft_quotation(
        wish=make_wish(discount_fen=100_000), quotation_id=first.quotation_id, **ask
    )

    first.refresh_from_db()
    assert (first.state, first.discount_fen) == (VersionState.SUPERSEDED, 0)
    assert (second.version, second.state, second.label[-2:]) == (2, VersionState.DRAFT, "v2")


@pytest.mark.parametrize(
    "change",
    [
        {"total_fen": 1},
        {"discount_fen": 5, "discount_reason": "x"},
        {"trade_in_fen": 5, "trade_in_note": "x"},
    ],
)
def test_the_database_keeps_what_a_version_says(change: dict[str, Any]) -> None:
    version = make_version()

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        QuotationVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        QuotationLine.objects.filter(version=version).delete()


def test_a_color_that_does_not_exist_is_not_quoted() -> None:
    make_prices()

    with pytest.raises(NotBuildable, match="does not come in that color"):
        commands.draft_quotation(
            opportunity_id=make_opportunity().pk,
            wish=Wish(product_code=CODE, paint="PINK"),
            by=make_actor(),
            at=NINE,
        )

    assert not Entry.objects.exists()


def test_a_discount_needs_a_reason() -> None:
    make_prices()

    with pytest.raises(WrongInput, match="reason of the discount"):
        commands.draft_quotation(
            opportunity_id=make_opportunity().pk,
            wish=Wish(product_code=CODE, discount_fen=1000),
            by=make_actor(),
            at=NINE,
        )


def test_a_consultant_gives_one_percent_alone() -> None:
    make_prices()
    by = _seller()
    version = make_version(
        make_opportunity(stage=Stage.CONTACTED), discount_fen=189_800, by=make_actor()
    )
    version.quotation.consultant_id = by.staff_id
    version.quotation.save()

    commands.send_quotation(version_id=version.pk, by=by, at=NINE)

    version.refresh_from_db()
    assert (version.state, version.valid_until) == ("sent", date(2026, 12, 1))
    assert Entry.objects.order_by("pk").last().kind == "sales.quotation_sent"  # type: ignore[union-attr]  # there is one


def _over_limit(share: float = 0.02) -> QuotationVersion:
    make_prices()
    return make_version(make_opportunity(stage=Stage.CONTACTED), discount_fen=int(LIST_FEN * share))


def test_more_than_the_limit_waits_for_the_manager() -> None:
    version, seller = _over_limit(), _seller()
    version.quotation.consultant_id = seller.staff_id
    version.quotation.save()
    manager = make_actor(Role.SALES_MANAGER, staff=make_staff("Zhao Min", Role.SALES_MANAGER))

    with pytest.raises(DiscountOverLimit, match=r"2\.00 %; you may give 1\.00 %"):
        commands.send_quotation(version_id=version.pk, by=seller, at=NINE)
    approval = commands.ask_discount(version_id=version.pk, by=seller, at=NINE)
    commands.approve_discount(approval_id=approval.pk, by=manager, at=NINE)
    commands.send_quotation(version_id=version.pk, by=seller, at=NINE)

    version.refresh_from_db()
    assert version.state == VersionState.SENT


def test_nobody_approves_the_own_discount() -> None:
    version = _over_limit(0.04)
    zhao = make_staff("Zhao Min", Role.SALES_MANAGER)
    by = make_actor(Role.SALES_MANAGER, staff=zhao)
    approval = commands.ask_discount(version_id=version.pk, by=by, at=NINE)

    with pytest.raises(OwnDiscount):
        commands.approve_discount(approval_id=approval.pk, by=by, at=NINE)

    approval.refresh_from_db()
    assert approval.state == "wanted"


def test_above_three_percent_the_general_manager_decides() -> None:
    version = _over_limit(0.04)
    approval = commands.ask_discount(
        version_id=version.pk, by=make_actor(Role.SALES_MANAGER), at=NINE
    )
    manager = make_actor(Role.SALES_MANAGER, staff=make_staff("Ma", Role.SALES_MANAGER))
    boss = make_actor(Role.GENERAL_MANAGER, staff=make_staff("Gu", Role.GENERAL_MANAGER))

    with pytest.raises(AboveYourLimit, match=r"Above 3\.00 %"):
        commands.approve_discount(approval_id=approval.pk, by=manager, at=NINE)
    commands.approve_discount(approval_id=approval.pk, by=boss, at=NINE)


def test_a_small_discount_needs_nobody() -> None:
    version = _over_limit(0.005)

    with pytest.raises(NothingToApprove):
        commands.ask_discount(version_id=version.pk, by=make_actor(), at=NINE)


def test_a_changed_price_list_asks_for_a_new_version() -> None:
    version = _over_limit(0)
    make_price_list(PriceKind.CAR, {CODE: LIST_FEN + 100}, version=2, valid_from=date(2026, 11, 20))

    with pytest.raises(PriceChanged):
        commands.send_quotation(version_id=version.pk, by=make_actor(), at=NINE)


def test_an_ordered_quotation_is_not_revised() -> None:
    make_prices()
    order = make_order()
    order.opportunity.must_be_open()

    with pytest.raises(AlreadyOrdered):
        commands.draft_quotation(
            opportunity_id=order.opportunity_id,
            quotation_id=order.version.quotation_id,
            wish=make_wish(),
            by=make_actor(),
            at=NINE,
        )


def test_a_valid_quotation_does_not_expire() -> None:
    version = make_version(make_opportunity(stage=Stage.QUOTED), state=VersionState.SENT)

    with pytest.raises(commands.StillValid):
        commands.expire_quotation(
            version_id=version.pk, by=make_actor(), at=NINE + timedelta(days=7)
        )


def test_the_quotation_of_another_store_does_not_exist() -> None:
    version = make_version(make_opportunity(store=make_store()))

    with pytest.raises(Missing):
        commands.send_quotation(version_id=version.pk, by=make_actor(), at=NINE)
