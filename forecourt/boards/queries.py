"""What hangs in the lounge: each car whose customer agreed, without name, price or job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forecourt.boards.rules import STEPS, masked_plate, pages
from forecourt.customers.models import ConsentPurpose
from forecourt.customers.queries import allowed_parties
from forecourt.kernel.actor import Actor
from forecourt.service.models import FloorStage, JobLine, RepairOrder
from forecourt.service.models.order import IN_HOUSE, SOURCE_KIND
from forecourt.store.queries import rules
from forecourt.workshop.models import ON_THE_BOARD, Job, JobState
from forecourt.workshop.queries.placement import day_forecasts

LANGUAGES = ("zh-hans", "en")  # a board speaks both at once
_S = FloorStage
_STEP = {
    _S.OPENED: 1,
    _S.INSPECTED: 1,
    _S.ESTIMATED: 1,
    _S.AUTHORISED: 2,
    _S.DISPATCHED: 2,
    _S.WORKING: 3,
    _S.STOPPED: 3,
    _S.WORK_DONE: 4,
    _S.IN_QUALITY_CHECK: 4,
    _S.QUALITY_PASSED: 5,
    _S.WASHING: 5,
    _S.READY: 6,
    _S.SETTLED: 7,
    _S.GATE_OUT: 7,
}
_WORDS: dict[int, Promise] = {
    1: _("Car received"),
    2: _("Waiting for a bay"),
    3: _("Being worked on"),
    4: _("Quality check"),
    5: _("Wash"),
    6: _("Ready"),
    7: _("Settled"),
}
_STAGES = {1: "recv", 2: "wait", 3: "work", 4: "qc", 5: "wash", 6: "done", 7: "done"}
_LOUNGE_RULES = (
    "boards.lounge_rows",
    "boards.lounge_rotate_seconds",
    "boards.lounge_stays_minutes",
    "boards.old_after_seconds",
)


@dataclass(frozen=True, slots=True)
class Twin:
    """One word in both languages of the board."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class LoungeRow:
    order_id: UUID
    plate: str
    adviser: str
    step: int
    stage: str
    word: Twin
    done_jobs: int
    all_jobs: int
    promise_at: datetime | None
    forecast_at: datetime | None
    is_late: bool
    wants_approval: bool
    is_ready: bool

    @property
    def steps(self) -> tuple[bool, ...]:
        """The stage bar: which of its steps are behind the car or under it."""
        return tuple(number <= self.step for number in range(1, STEPS + 1))


@dataclass(frozen=True, slots=True)
class Lounge:
    pages: tuple[tuple[LoungeRow, ...], ...]
    cars: int
    at: datetime
    rotate_seconds: int
    old_after_seconds: int


def lounge(by: Actor, *, zone: ZoneInfo, at: datetime) -> Lounge:
    """The cars in the shop whose customers agreed to be shown, earliest promise first.

    A row leaves some minutes after the gate; a customer who said no is not there at all.
    """
    on = at.astimezone(zone).date()
    numbers = rules(by, *_LOUNGE_RULES, on=on)
    stays = timedelta(minutes=numbers["boards.lounge_stays_minutes"])
    shown = Q(floor_stage__in=IN_HOUSE) | Q(floor_stage=_S.GATE_OUT, entered_at__gt=at - stays)
    orders = list(
        RepairOrder.objects.seen_by(by)
        .filter(shown)
        .select_related("adviser")
        .order_by("promise_at", "pk")
    )
    parties = {order.party_id for order in orders}
    purpose = ConsentPurpose.BOARD_DISPLAY
    agreed = allowed_parties(by, parties, purpose=purpose, channel="face", on=on)
    orders = [order for order in orders if order.party_id in agreed]
    asked = _asked(by, orders)
    work = _work(by, orders, at)
    rows = [_row(order, work.get(str(order.pk), _Work()), order.pk in asked) for order in orders]
    return Lounge(
        pages=pages(rows, numbers["boards.lounge_rows"]),
        cars=len(rows),
        at=at,
        rotate_seconds=numbers["boards.lounge_rotate_seconds"],
        old_after_seconds=numbers["boards.old_after_seconds"],
    )


def in_house(by: Actor) -> tuple[int, tuple[str, ...]]:
    """How many cars are in the house, and the plates of those that are ready, for the wall."""
    rows = RepairOrder.objects.seen_by(by).in_house().order_by("promise_at", "pk")
    found = list(rows.values_list("floor_stage", "plate"))
    ready = {FloorStage.READY, FloorStage.SETTLED}
    return len(found), tuple(plate for stage, plate in found if stage in ready)


def screen_rules(by: Actor, *, on: datetime) -> tuple[int, int]:
    """Seconds until the wall turns its page, and until a picture counts as old."""
    keys = ("boards.wall_rotate_seconds", "boards.old_after_seconds")
    numbers = rules(by, *keys, on=on.date())
    return numbers[keys[0]], numbers[keys[1]]


@dataclass(frozen=True, slots=True)
class _Work:
    done: int = 0
    total: int = 0
    ends_at: datetime | None = None


def _asked(by: Actor, orders: list[RepairOrder]) -> set[UUID]:
    """Orders with a line that waits for the customer's word."""
    lines = JobLine.objects.seen_by(by).proposed().filter(order__in=orders)
    open_estimate = {_S.OPENED, _S.INSPECTED, _S.ESTIMATED}
    estimated = {order.pk for order in orders if order.floor_stage in open_estimate}
    return set(lines.values_list("order_id", flat=True)) - estimated


def _work(by: Actor, orders: list[RepairOrder], at: datetime) -> dict[str, _Work]:
    """Per order: its jobs done and in all, and when the last of them will end."""
    keys = {str(order.pk) for order in orders}
    mine = Q(source_kind=SOURCE_KIND, source_key__in=keys)
    reach = timedelta(hours=12)
    today = Q(state__in=ON_THE_BOARD, starts_at__lt=at + reach, ends_at__gt=at - reach)
    jobs = list(Job.objects.seen_by(by).filter(mine | today).exclude(state=JobState.WITHDRAWN))
    ends = {key: forecast.ends_at for key, forecast in day_forecasts(jobs, at=at).items()}
    found: dict[str, _Work] = {}
    for job in jobs:
        if job.source_kind != SOURCE_KIND or job.source_key not in keys:
            continue
        so_far = found.get(job.source_key, _Work())
        moments = [moment for moment in (so_far.ends_at, ends.get(job.pk)) if moment]
        found[job.source_key] = _Work(
            so_far.done + (job.state == JobState.FINISHED),
            so_far.total + 1,
            max(moments, default=None),
        )
    return found


def _row(order: RepairOrder, work: _Work, wants_approval: bool) -> LoungeRow:  # noqa: FBT001 - private
    step = _STEP[FloorStage(order.floor_stage)]
    is_late = bool(order.promise_at and work.ends_at and work.ends_at > order.promise_at)
    return LoungeRow(
        order_id=order.pk,
        plate=masked_plate(order.plate) or f"#{order.number[-3:]}",
        adviser=order.adviser.name if order.adviser else "",
        step=step,
        stage=_STAGES[step],
        word=_twin(_WORDS[step]),
        done_jobs=work.done,
        all_jobs=work.total,
        promise_at=order.promise_at,
        forecast_at=work.ends_at if is_late else None,
        is_late=is_late and step < _STEP[_S.READY],
        wants_approval=wants_approval,
        is_ready=step == _STEP[_S.READY],
    )


def _twin(word: Promise) -> Twin:
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(word))
    return Twin(*said)
