"""Opportunities: the list, the board by stage, and one of them with its flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from forecourt.customers.models import Party
from forecourt.customers.queries import names, standing_id
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.leads.models import (
    OPEN_STAGES,
    OPPORTUNITY_FLOW,
    Channel,
    Contact,
    ContactResult,
    DealKind,
    IntentLevel,
    LossState,
    LostReason,
    LostRecord,
    Opportunity,
    Origin,
    Stage,
    TestDrive,
    TestDriveState,
)
from forecourt.leads.rules import idle_since, next_contact_on
from forecourt.store.queries import rules, store
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps
from forecourt.vehicles.queries import vehicles_of

DEAL_SORTS = frozenset({"filed_at", "last_contact_at", "intent_level", "party__name", "stage"})
STAGE_OF = {
    Stage.FILED: "wait",
    Stage.CONTACTED: "recv",
    Stage.TEST_DRIVEN: "work",
    Stage.QUOTED: "qc",
    Stage.ORDERED: "wash",
    Stage.DELIVERED: "done",
    Stage.LOST: "plan",
    Stage.FROZEN: "plan",
    Stage.OUT_OF_CONTROL: "part",
    Stage.POOLED: "plan",
}
LEVELS = tuple(level.value for level in IntentLevel)


def level_days(by: Actor, *, on: date, kind: str = "level") -> Mapping[str, int]:
    """Days per level: until the next contact (``level``), or until it counts as idle (``idle``)."""
    keys = {f"leads.{kind}_days_{level.lower()}": level for level in LEVELS}
    return {keys[key]: days for key, days in rules(by, *keys, on=on).items()}


@dataclass(frozen=True, slots=True)
class DealRow:
    """One opportunity in a list or on the board."""

    opportunity_id: UUID
    party_id: UUID
    name: str
    model: str
    wish: str
    level: str
    code: str
    stage: str
    stage_label: str
    css: str
    consultant: str
    origin: str
    filed_at: datetime
    last_contact_at: datetime
    due_on: date | None
    is_idle: bool
    is_late: bool


def deal_rows(
    by: Actor,
    *,
    text: str = "",
    stage: str = "open",
    level: str = "",
    mine: bool = False,
    sort: str = "intent_level",
    page: int = 1,
    at: datetime,
) -> Page[DealRow]:
    """Opportunities this person may see: five statements."""
    rows = Opportunity.objects.seen_by(by).with_rank()
    rows = rows.select_related("party", "model", "consultant")
    if stage == "open":
        rows = rows.filter(stage__in=OPEN_STAGES)
    elif stage in Stage.values:
        rows = rows.filter(stage=stage)
    if level in LEVELS:
        rows = rows.filter(intent_level=level)
    if mine:
        rows = rows.filter(consultant_id=by.staff_id)
    if text:
        rows = rows.filter(_found_by(text))
    draw = _drawing(by, at)
    found = page_of(rows.order_by(*_order(sort), "pk"), page)
    return found.with_rows([draw(row) for row in found.rows])


def _found_by(text: str) -> Q:
    return (
        Q(party__name__icontains=text)
        | Q(party__pinyin__startswith=text.lower())
        | Q(party__initials__startswith=text.lower())
        | Q(wish__icontains=text)
        | Q(model__name_zh__icontains=text)
        | Q(model__name_en__icontains=text)
        | Q(consultant__name__icontains=text)
    )


# Levels sort H, A, B, C; the letters do not.
def _order(sort: str) -> list[str]:
    turned, name = ("-" if sort.startswith("-") else ""), sort.removeprefix("-")
    if name != "intent_level":
        return [sort]
    return [f"{turned}level_rank", "last_contact_at"]


class _Drawing:
    """Turns records into rows with the store's clocks."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.zone, self.at = store(by).zone, at
        today = at.astimezone(self.zone).date()
        self.today = today
        self.level_days = level_days(by, on=today)
        self.idle_days = level_days(by, on=today, kind="idle")

    def __call__(self, row: Opportunity) -> DealRow:
        stage = Stage(row.stage)
        contacted_on = row.last_contact_at.astimezone(self.zone).date()
        due_on = row.next_on or next_contact_on(
            contacted_on, level=row.intent_level, level_days=self.level_days
        )
        idle_at = idle_since(row.last_contact_at, level=row.intent_level, idle_days=self.idle_days)
        return DealRow(
            opportunity_id=row.pk,
            party_id=row.party_id,
            name=row.party.name,
            model=str(row.model) if row.model else "",
            wish=row.wish,
            level=row.intent_level,
            code=row.code,
            stage=stage,
            stage_label=str(stage.label),
            css=STAGE_OF[stage],
            consultant=row.consultant.name if row.consultant else "",
            origin=str(Origin(row.origin).label),
            filed_at=row.filed_at,
            last_contact_at=row.last_contact_at,
            due_on=due_on if row.is_open else None,
            is_idle=row.is_open and idle_at <= self.at,
            is_late=row.is_open and due_on < self.today,
        )


def _drawing(by: Actor, at: datetime) -> _Drawing:
    return _Drawing(by, at)


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board with its first cards."""

    stage: str
    label: str
    css: str
    count: int
    rows: tuple[DealRow, ...]


CARDS = 30


def deal_board(
    by: Actor, *, text: str = "", mine: bool = False, at: datetime
) -> tuple[Column, ...]:
    """Open deals by stage, hottest first: five statements, however many there are."""
    stages = (*OPEN_STAGES, Stage.ORDERED)
    rows = Opportunity.objects.seen_by(by).filter(stage__in=stages)
    if mine:
        rows = rows.filter(consultant_id=by.staff_id)
    if text:
        rows = rows.filter(_found_by(text))
    counts = dict(rows.order_by().values_list("stage").annotate(count=Count("pk")))
    draw = _drawing(by, at)
    found = rows.select_related("party", "model", "consultant").first_of_each_stage(CARDS)
    drawn = [draw(row) for row in found]
    return tuple(
        Column(
            stage=stage,
            label=str(stage.label),
            css=STAGE_OF[stage],
            count=counts.get(stage, 0),
            rows=tuple(row for row in drawn if row.stage == stage),
        )
        for stage in stages
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history."""

    at: datetime
    icon: str
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class DriveLine:
    test_drive_id: UUID
    starts_at: datetime
    car: str
    state: str
    rating: float | None


@dataclass(frozen=True, slots=True)
class LossLine:
    loss_id: UUID
    reason: str
    competitor: str
    note: str
    revisit_on: date | None
    state: str
    proposed_by: str


@dataclass(frozen=True, slots=True)
class DealCard:
    """One opportunity with all that its page shows."""

    row: DealRow
    party: Party
    deal_kind: str
    present_car: str
    next_on: date | None
    revive_on: date | None
    is_open: bool
    is_driven: bool
    events: tuple[Event, ...]
    drives: tuple[DriveLine, ...]
    loss: LossLine | None
    consultant_id: UUID | None
    model_id: UUID | None
    strip: Strip


def opportunity(by: Actor, opportunity_id: UUID) -> Opportunity:
    """One opportunity as a record, with party, model and consultant.

    Raises:
        Missing: not a file of this person.
    """
    rows = Opportunity.objects.seen_by(by).select_related("party", "model", "consultant")
    row = rows.filter(pk=opportunity_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return row


def deal_card(by: Actor, opportunity_id: UUID, *, at: datetime) -> DealCard:
    """One opportunity: eight statements.

    Raises:
        Missing: not a file of this person.
    """
    row = opportunity(by, opportunity_id)
    loss = _waiting_loss(by, row)
    drives = _drives(by, row)
    return DealCard(
        row=_drawing(by, at)(row),
        party=row.party,
        deal_kind=str(DealKind(row.deal_kind).label),
        present_car=row.present_car,
        next_on=row.next_on,
        revive_on=row.revive_on,
        is_open=row.is_open,
        is_driven=row.is_driven,
        events=_events(by, row),
        drives=drives,
        loss=loss,
        consultant_id=row.consultant_id,
        model_id=row.model_id,
        strip=_strip(by, row, loss),
    )


def _events(by: Actor, row: Opportunity) -> tuple[Event, ...]:
    contacts = Contact.objects.seen_by(by).filter(opportunity=row).select_related("staff")
    lines = [
        Event(
            at=one.at,
            icon="phone" if one.channel == Channel.PHONE else "message-2",
            title=f"{Channel(one.channel).label} · {ContactResult(one.result).label}",
            text=" ".join(filter(None, (one.note, one.next_step))),
            by=one.staff.name if one.staff else "",
        )
        for one in contacts.order_by("-at", "pk")[:100]
    ]
    visits = row.visits.select_related("consultant").order_by("-arrived_at", "pk")[:50]
    lines += [
        Event(
            at=one.arrived_at,
            icon="door",
            title=str(_("Visit")),
            text=one.note,
            by=one.consultant.name if one.consultant else "",
        )
        for one in visits
    ]
    filed = Event(
        at=row.filed_at,
        icon="clipboard-check",
        title=str(_("Filed")),
        text=str(Origin(row.origin).label),
        by="",
    )
    return tuple(sorted([*lines, filed], key=lambda line: line.at, reverse=True))


def _drives(by: Actor, row: Opportunity) -> tuple[DriveLine, ...]:
    drives = TestDrive.objects.seen_by(by).filter(opportunity=row).select_related("demo_car")
    return tuple(
        DriveLine(
            test_drive_id=drive.pk,
            starts_at=drive.starts_at,
            car=drive.demo_car.name,
            state=str(TestDriveState(drive.state).label),
            rating=drive.rating,
        )
        for drive in drives.order_by("-starts_at", "pk")
    )


def _waiting_loss(by: Actor, row: Opportunity) -> LossLine | None:
    losses = LostRecord.objects.seen_by(by).filter(opportunity=row).select_related("proposed_by")
    loss = losses.order_by("-entered_at", "pk").first()
    return _loss_line(loss) if loss and loss.state == LossState.PROPOSED else None


def _loss_line(loss: LostRecord) -> LossLine:
    return LossLine(
        loss_id=loss.pk,
        reason=str(LostReason(loss.reason).label),
        competitor=loss.competitor,
        note=loss.note,
        revisit_on=loss.revisit_on,
        state=str(LossState(loss.state).label),
        proposed_by=loss.proposed_by.name if loss.proposed_by else "",
    )


@dataclass(frozen=True, slots=True)
class LossRow:
    """A loss that waits for the sales manager."""

    loss: LossLine
    opportunity_id: UUID
    name: str
    level: str
    consultant: str
    entered_at: datetime


def loss_rows(by: Actor, *, page: int = 1) -> Page[LossRow]:
    """Losses to be confirmed, oldest first: two statements."""
    rows = LostRecord.objects.seen_by(by).waiting()
    rows = rows.select_related(
        "proposed_by", "opportunity__party", "opportunity__consultant"
    ).order_by("entered_at", "pk")
    found = page_of(rows, page)
    return found.with_rows(
        [
            LossRow(
                loss=_loss_line(row),
                opportunity_id=row.opportunity_id,
                name=row.opportunity.party.name,
                level=row.opportunity.intent_level,
                consultant=row.opportunity.consultant.name if row.opportunity.consultant else "",
                entered_at=row.entered_at,
            )
            for row in found.rows
        ]
    )


_PATH = (
    Stage.FILED,
    Stage.CONTACTED,
    Stage.TEST_DRIVEN,
    Stage.QUOTED,
    Stage.ORDERED,
    Stage.DELIVERED,
)


def _strip(by: Actor, row: Opportunity, loss: LossLine | None) -> Strip:
    """Done, now, allowed next and refused next, from the flow that the commands check."""
    stage = Stage(row.stage)
    if stage in _PATH:
        drawn = steps(tuple(step.label for step in _PATH), _PATH.index(stage))
    else:
        drawn = steps((Stage.FILED.label, stage.label), 1)
    return Strip(drawn, tuple(_moves(by, row, loss)))


def _moves(by: Actor, row: Opportunity, loss: LossLine | None) -> list[Move]:
    stage, moves = Stage(row.stage), list[Move]()
    if by.may("leads.change_opportunity"):
        moves += _work_moves(by, row, stage, loss)
        if OPPORTUNITY_FLOW.allows(stage, Stage.CONTACTED) and stage is Stage.FROZEN:
            revive = reverse("leads:opportunity_revive", args=[row.pk])
            moves.append(Move(_("Take up again"), revive, "player-play"))
    if stage is Stage.POOLED and by.may("leads.claim_opportunity"):
        claim = reverse("leads:opportunity_claim", args=[row.pk])
        moves.append(Move(_("Claim"), claim, "hand-stop"))
    if loss and by.may("leads.confirm_loss"):
        confirm = reverse("leads:loss_confirm", args=[loss.loss_id])
        refuse = reverse("leads:loss_refuse", args=[loss.loss_id])
        moves.append(Move(_("Confirm the loss"), confirm, "check"))
        moves.append(Move(_("Send back"), refuse, "arrow-left"))
    return moves


def _work_moves(by: Actor, row: Opportunity, stage: Stage, loss: LossLine | None) -> list[Move]:
    if not row.is_open:
        return []
    moves = [
        Move(_("Note a contact"), dialog="contact", icon="phone"),
        Move(
            _("Book a test drive"),
            f"{reverse('leads:test_drives')}?deal={row.pk}",
            "car",
            is_link=True,
        ),
        *_quote(by, row),
        Move(_("Set the level"), dialog="level", icon="flag"),
    ]
    if OPPORTUNITY_FLOW.allows(stage, Stage.FROZEN):
        moves.append(Move(_("Freeze"), dialog="freeze", icon="clock-pause"))
    if loss:
        moves.append(Move(_("Lost"), refusal=_("Waits for the sales manager.")))
    else:
        moves.append(Move(_("Lost"), dialog="lose", icon="x"))
    return moves


def _quote(by: Actor, row: Opportunity) -> list[Move]:
    """The door to the quotation, when the room upstairs is open to this person."""
    if not by.may("sales.change_quotation"):
        return []
    try:
        url = f"{reverse('sales:quotation_new')}?opportunity={row.pk}"
    except NoReverseMatch:
        return []
    return [Move(_("Quote"), url, "file-text", is_link=True)]


@dataclass(frozen=True, slots=True)
class Prospect:
    """Somebody on file, and the car that they have now."""

    party_id: UUID
    name: str
    present_car: str


def prospect(by: Actor, party_id: UUID) -> Prospect:
    """For whom a deal is filed.

    Raises:
        Missing: the dealer group has no such party.
    """
    standing = standing_id(by, party_id)
    cars = vehicles_of(by, standing)
    return Prospect(standing, names(by, [standing])[standing], cars[0].model[:80] if cars else "")


def deals_of(by: Actor, party_id: UUID, *, at: datetime) -> list[DealRow]:
    """Every deal of one customer that this person may see, newest first."""
    rows = Opportunity.objects.seen_by(by).of(party_id)
    draw = _drawing(by, at)
    found = rows.select_related("party", "model", "consultant").order_by("-filed_at", "pk")
    return [draw(row) for row in found]


def counts_by_stage(by: Actor) -> Mapping[str, int]:
    """How many deals this person has at each stage, for the ring road."""
    rows = Opportunity.objects.seen_by(by).order_by().values_list("stage")
    return dict(rows.annotate(count=Count("pk")))
