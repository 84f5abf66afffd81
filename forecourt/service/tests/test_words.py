"""The customer's word on each line, and what follows from it at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from forecourt.customers.tests.make import make_party
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, NotAllowed, WrongInput
from forecourt.parts.models import PartRequest, Stock
from forecourt.service import commands
from forecourt.service.models import (
    Authorization,
    DeclineReason,
    FloorStage,
    Grade,
    JobLine,
    Method,
    PayType,
    RepairOrder,
)
from forecourt.service.tests.make import (
    NINE,
    bring_to,
    make_actor,
    make_car,
    make_catalogue,
    make_order,
    make_owner,
    make_store,
)
from forecourt.workshop.models import Job, JobState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


def _lines(order: RepairOrder) -> list[JobLine]:
    return list(JobLine.objects.of(order.pk))


def _yes(line: JobLine, version: int = 1, **changes: object) -> RepairOrder:
    values: dict[str, object] = {
        "line_id": line.pk,
        "text_version": version,
        "method": Method.PHONE,
        "person": "Zhao Min",
        "by": make_actor(),
        "at": NINE,
    }
    return commands.authorise_line(**{**values, **changes})  # type: ignore[arg-type]  # the test names them


def test_a_yes_keeps_who_how_when_and_the_very_text() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour, _part = _lines(order)

    _yes(labour)

    word = Authorization.objects.get()
    assert (word.verdict, word.method, word.person) == ("authorised", "phone", "Zhao Min")
    assert (word.given_at, word.text_version, word.amount_fen) == (NINE, 1, 19_200)
    assert word.text == "10,000 km service × 1 = 19200"


def test_the_first_yes_authorises_the_order_and_is_told_once() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)

    for line in _lines(order):
        _yes(line)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.AUTHORISED
    assert Entry.objects.filter(kind="service.repair_order_authorised").count() == 1
    assert Entry.objects.filter(kind="service.line_authorised").count() == 2


def test_a_yes_reserves_the_part_of_the_line() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    _labour, part = _lines(order)

    _yes(part)

    request = PartRequest.objects.get()
    assert (request.state, request.source_line) == ("reserved", part.pk)
    assert request.quantity == Decimal(4)


def test_nobody_is_asked_before_the_estimate() -> None:
    order = make_order(stage=FloorStage.INSPECTED)

    with pytest.raises(commands.NotEstimated):
        _yes(_lines(order)[0])

    assert not Authorization.objects.exists()


def test_a_changed_price_must_be_read_again() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour = _lines(order)[0]
    commands.change_line(
        line_id=labour.pk, quantity=Decimal(1), unit_price_fen=25_000, by=make_actor(), at=NINE
    )

    with pytest.raises(commands.TextChanged, match="was changed meanwhile"):
        _yes(labour, version=1)
    _yes(labour, version=2)

    assert Authorization.objects.get().amount_fen == 25_000


def test_more_than_was_agreed_needs_a_new_word_and_frees_part_and_bay() -> None:
    order = make_order(stage=FloorStage.DISPATCHED)
    _labour, part = _lines(order)

    commands.change_line(
        line_id=part.pk, quantity=Decimal(5), unit_price_fen=7_500, by=make_actor(), at=NINE
    )

    part.refresh_from_db()
    assert (part.authorization, part.text_version, part.amount_fen) == ("proposed", 2, 37_500)
    assert Stock.objects.get().reserved == 0
    verdicts = Authorization.objects.filter(line=part).values_list("verdict", "amount_fen")
    assert sorted(verdicts) == [("authorised", 28_800), ("reset", 28_800)]


def test_less_than_was_agreed_keeps_the_word() -> None:
    order = make_order(stage=FloorStage.AUTHORISED)
    labour = _lines(order)[0]

    commands.change_line(
        line_id=labour.pk, quantity=Decimal(1), unit_price_fen=10_000, by=make_actor(), at=NINE
    )

    labour.refresh_from_db()
    assert (labour.authorization, labour.amount_fen) == ("authorised", 10_000)


def test_work_that_has_begun_is_not_made_dearer() -> None:
    order = make_order(stage=FloorStage.WORKING)
    labour = _lines(order)[0]

    with pytest.raises(commands.WorkedOn):
        commands.change_line(
            line_id=labour.pk, quantity=Decimal(1), unit_price_fen=90_000, by=make_actor(), at=NINE
        )

    labour.refresh_from_db()
    assert labour.amount_fen == 19_200


def test_a_no_has_a_reason_and_is_told() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour = _lines(order)[0]

    commands.decline_line(line_id=labour.pk, reason=DeclineReason.PRICE, by=make_actor(), at=NINE)

    labour.refresh_from_db()
    assert (labour.authorization, labour.decline_reason) == ("declined", "price")
    payload = Entry.objects.get(kind="service.line_declined").payload
    assert (payload["reason"], payload["amount_fen"]) == ("price", 19_200)


def test_a_yes_taken_back_before_work_frees_part_and_job() -> None:
    order = make_order(stage=FloorStage.DISPATCHED)

    for line in _lines(order):
        commands.decline_line(line_id=line.pk, reason=DeclineReason.TIME, by=make_actor(), at=NINE)

    assert Stock.objects.get().reserved == 0
    assert Job.objects.get().state == JobState.WITHDRAWN


def test_a_yes_is_not_taken_back_once_work_has_begun() -> None:
    order = make_order(stage=FloorStage.WORKING)

    with pytest.raises(commands.WorkStarted):
        commands.decline_line(
            line_id=_lines(order)[0].pk, reason=DeclineReason.TIME, by=make_actor(), at=NINE
        )


def test_an_order_whose_only_yes_is_taken_back_is_estimated_again() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour, part = _lines(order)
    _yes(labour)

    commands.decline_line(line_id=labour.pk, reason=DeclineReason.PRICE, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.ESTIMATED
    assert part.authorization == "proposed"


def test_a_line_is_deferred_to_a_day_or_kilometres() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour, part = _lines(order)

    commands.defer_line(line_id=labour.pk, until_km=30_000, by=make_actor(), at=NINE)
    commands.defer_line(line_id=part.pk, until_on=date(2027, 3, 1), by=make_actor(), at=NINE)

    facts = Entry.objects.filter(kind="service.line_deferred").order_by("pk")
    assert [(f.payload["until_on"], f.payload["until_km"]) for f in facts] == [
        (None, 30_000),
        ("2027-03-01", None),
    ]


@pytest.mark.parametrize("until_on", [None, date(2026, 11, 24)])
def test_later_means_some_day_to_come(until_on: date | None) -> None:
    order = make_order(stage=FloorStage.ESTIMATED)

    with pytest.raises(WrongInput):
        commands.defer_line(
            line_id=_lines(order)[0].pk, until_on=until_on, by=make_actor(), at=NINE
        )


def test_a_declined_line_is_not_answered_twice() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour = _lines(order)[0]
    commands.decline_line(line_id=labour.pk, reason=DeclineReason.PRICE, by=make_actor(), at=NINE)

    with pytest.raises(IllegalMove):
        _yes(labour)


def test_declined_work_is_taken_up_again_at_todays_price_once() -> None:
    vehicle = make_car()
    first = make_order(vehicle, stage=FloorStage.ESTIMATED)
    part = _lines(first)[1]
    commands.decline_line(line_id=part.pk, reason=DeclineReason.TIME, by=make_actor(), at=NINE)
    bring_to(first, FloorStage.GATE_OUT)
    second = make_order(vehicle, stage=FloorStage.OPENED)
    named = {"line_id": part.pk, "order_id": second.pk}

    revived = commands.revive_line(**named, by=make_actor(), at=NINE)

    assert (revived.revived_from_id, revived.amount_fen, revived.origin) == (
        part.pk,
        30_000,
        "revived",
    )
    with pytest.raises(commands.RevivedAlready):
        commands.revive_line(**named, by=make_actor(), at=NINE)


def test_a_finding_waits_for_a_price_and_a_word() -> None:
    order = make_order(stage=FloorStage.WORKING)

    found = commands.propose_finding(
        order_id=order.pk, title="Wiper torn", grade=Grade.RED, by=make_actor(), at=NINE
    )[0]

    with pytest.raises(commands.NotPriced):
        _yes(found)
    order.refresh_from_db()
    assert order.floor_stage == FloorStage.WORKING
    payload = Entry.objects.filter(kind="service.line_proposed").latest("pk").payload
    assert (payload["grade"], payload["origin"]) == ("red", "finding")


def test_additional_work_is_dispatched_after_its_word() -> None:
    order = make_order(stage=FloorStage.WORKING)
    found = commands.propose_finding(
        order_id=order.pk,
        title="Pads worn",
        grade=Grade.RED,
        labour_codes=["EN-OIL"],
        by=make_actor(),
        at=NINE,
    )[0]
    with pytest.raises(commands.NothingToDispatch):
        commands.dispatch_order(order_id=order.pk, by=make_actor(), at=NINE)
    _yes(found)

    commands.dispatch_order(order_id=order.pk, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.WORKING
    assert Job.objects.filter(source_key=str(order.pk)).count() == 2


def test_an_owner_answers_her_own_lines_on_her_page() -> None:
    vehicle = make_car()
    order = make_order(vehicle, stage=FloorStage.ESTIMATED)
    zhao = make_owner(vehicle)
    labour, part = _lines(order)

    _yes(labour, by=zhao, method=Method.PORTAL)
    commands.decline_line(line_id=part.pk, reason=DeclineReason.PRICE, by=zhao, at=NINE)

    words = Authorization.objects.order_by("pk")
    assert [(w.verdict, w.method, w.party_id) for w in words] == [
        ("authorised", "portal", zhao.party_id),
        ("declined", "portal", zhao.party_id),
    ]


def test_an_owner_does_not_see_the_order_of_another() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    sun = make_owner(make_car("沪A·00002", owner=make_party("Sun Li")))
    line = _lines(order)[0]

    with pytest.raises(Missing):
        _yes(line, by=sun)
    with pytest.raises(Missing):
        commands.decline_line(line_id=line.pk, reason=DeclineReason.PRICE, by=sun, at=NINE)
    with pytest.raises(Missing):
        commands.defer_line(line_id=line.pk, until_km=9, by=sun, at=NINE)

    assert not Authorization.objects.exists()


def test_what_the_house_pays_is_not_the_owners_to_authorise() -> None:
    vehicle = make_car()
    order = make_order(vehicle, stage=FloorStage.ESTIMATED)
    line = _lines(order)[0]
    commands.change_line(
        line_id=line.pk,
        quantity=Decimal(1),
        unit_price_fen=20_000,
        pay_type=PayType.WARRANTY,
        by=make_actor(),
        at=NINE,
    )
    line.refresh_from_db()

    with pytest.raises(NotAllowed):
        _yes(line, line.text_version, by=make_owner(vehicle))


def test_a_line_nobody_answered_is_taken_off_and_an_answered_one_stays() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    labour, part = _lines(order)
    _yes(labour)

    commands.drop_line(line_id=part.pk, by=make_actor(), at=NINE)
    with pytest.raises(commands.AlreadyAnswered):
        commands.drop_line(line_id=labour.pk, by=make_actor(), at=NINE)

    assert [line.pk for line in _lines(order)] == [labour.pk]


def test_an_order_that_is_ready_takes_no_more_work() -> None:
    order = bring_to(make_order(), FloorStage.READY)

    with pytest.raises(commands.OrderTakesNoLines):
        commands.add_lines(
            order_id=order.pk,
            wishes=commands.Wishes(labour_codes=["EN-OIL"]),
            by=make_actor(),
            at=NINE,
        )


def test_the_line_of_another_store_does_not_exist() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)

    with pytest.raises(Missing):
        _yes(_lines(order)[0], by=make_actor(store=make_store()))
