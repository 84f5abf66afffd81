"""Quotations: the list, one with its versions, two side by side, and discounts that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import (
    GOODS,
    ApprovalState,
    DiscountApproval,
    DiscountReason,
    LineKind,
    Quotation,
    QuotationLine,
    QuotationVersion,
    SalesOrder,
    VersionState,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.quoting import limit_x100
from forecourt.sales.rules import discount_x100
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps

QUOTATION_SORTS = frozenset({"number", "made_at", "total_fen", "valid_until", "party"})
_ORDERS = {
    "number": "quotation__number",
    "made_at": "made_at",
    "total_fen": "total_fen",
    "valid_until": "valid_until",
    "party": "quotation__party__name",
}
STAGE_OF = {
    VersionState.DRAFT: "wait",
    VersionState.APPROVAL_WANTED: "part",
    VersionState.SENT: "work",
    VersionState.ACCEPTED: "done",
    VersionState.SUPERSEDED: "plan",
    VersionState.EXPIRED: "plan",
}


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """The living version of a quotation."""

    quotation_id: UUID
    version_id: UUID
    label: str
    name: str
    grade: str
    consultant: str
    state: str
    state_label: str
    css: str
    total_fen: int
    discount_fen: int
    made_at: datetime
    valid_until: date | None


def quotation_rows(
    by: Actor, *, text: str = "", state: str = "", sort: str = "-made_at", page: int = 1
) -> Page[QuotationRow]:
    """Newest versions: two statements."""
    rows = QuotationVersion.objects.seen_by(by).exclude(state=VersionState.SUPERSEDED)
    rows = rows.select_related("quotation__party", "quotation__consultant", "variant__model")
    if state in VersionState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(
            Q(quotation__number__icontains=text)
            | Q(quotation__party__name__icontains=text)
            | Q(quotation__party__pinyin__startswith=text.lower())
            | Q(variant__product_code__icontains=text)
        )
    sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    found = page_of(rows.order_by(f"{sign}{_ORDERS[key]}", "pk"), page)
    return found.with_rows([_row(row) for row in found.rows])


def _row(row: QuotationVersion) -> QuotationRow:
    state, quotation = VersionState(row.state), row.quotation
    return QuotationRow(
        quotation_id=quotation.pk,
        version_id=row.pk,
        label=row.label,
        name=quotation.party.name,
        grade=str(row.variant),
        consultant=quotation.consultant.name if quotation.consultant else "",
        state=state,
        state_label=str(state.label),
        css=STAGE_OF[state],
        total_fen=row.total_fen,
        discount_fen=row.discount_fen,
        made_at=row.made_at,
        valid_until=row.valid_until,
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    kind: str
    kind_label: str
    code: str
    name: str
    amount_fen: int
    is_goods: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    version_id: UUID
    version: int
    row: QuotationRow
    made_by: str


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """A quotation with its newest version, all versions, and what may come next."""

    quotation: Quotation
    version: QuotationVersion
    row: QuotationRow
    lines: tuple[LineRow, ...]
    versions: tuple[VersionRow, ...]
    share_x100: int
    limit_x100: int | None
    reason: str
    approval: str
    approval_note: str
    order_id: UUID | None
    options: tuple[str, ...]
    strip: Strip

    @property
    def share_percent(self) -> str:
        return f"{self.share_x100 / 100:.2f}"

    @property
    def is_over_limit(self) -> bool:
        return self.limit_x100 is not None and self.share_x100 > self.limit_x100


def quotation_card(
    by: Actor, quotation_id: UUID, *, version: int | None = None, at: datetime
) -> QuotationCard:
    """A quotation as its page shows it: six statements.

    Raises:
        Missing: no such quotation of this person, or no such version.
    """
    rows = QuotationVersion.objects.seen_by(by).filter(quotation_id=quotation_id)
    rows = rows.select_related(
        "quotation__party",
        "quotation__consultant",
        "quotation__opportunity",
        "store",
        "variant__model",
        "paint",
        "interior",
        "made_by",
    )
    versions = list(rows.order_by("-version"))
    shown = [row for row in versions if version in {None, row.version}]
    if not shown:
        raise Missing(_("This record does not exist."))
    chosen = shown[0]
    approvals = DiscountApproval.objects.seen_by(by).filter(version=chosen)
    approval = approvals.order_by("-asked_at", "-pk").first()
    order = SalesOrder.objects.seen_by(by).filter(version__quotation_id=quotation_id)
    order_id = order.exclude(state="cancelled").values_list("pk", flat=True).first()
    share = discount_x100(chosen.discount_fen, chosen.list_fen)
    limit = limit_x100(by, on=business_day(by, at))
    has_approval = approval is not None and approval.state == ApprovalState.APPROVED
    return QuotationCard(
        quotation=chosen.quotation,
        version=chosen,
        row=_row(chosen),
        lines=line_rows(by, chosen.pk),
        versions=tuple(
            VersionRow(row.pk, row.version, _row(row), row.made_by.name if row.made_by else "")
            for row in versions
        ),
        share_x100=share,
        limit_x100=limit,
        reason=str(DiscountReason(chosen.discount_reason).label) if chosen.discount_reason else "",
        approval=str(ApprovalState(approval.state).label) if approval else "",
        approval_note=approval.note if approval else "",
        order_id=order_id,
        options=tuple(chosen.option_codes.split()),
        strip=_strip(
            by, chosen, order_id, is_over=limit is not None and share > limit and not has_approval
        ),
    )


def line_rows(by: Actor, version_id: UUID) -> tuple[LineRow, ...]:
    """The lines of a version, in order."""
    rows = QuotationLine.objects.seen_by(by).filter(version_id=version_id).order_by("position")
    return tuple(
        LineRow(
            kind=row.kind,
            kind_label=str(LineKind(row.kind).label),
            code=row.code,
            name=row.text,
            amount_fen=row.amount_fen,
            is_goods=row.kind in GOODS,
        )
        for row in rows
    )


_PATH = (VersionState.DRAFT, VersionState.SENT, VersionState.ACCEPTED)


def _strip(by: Actor, version: QuotationVersion, order_id: UUID | None, *, is_over: bool) -> Strip:
    state = VersionState(version.state)
    shown = VersionState.DRAFT if state is VersionState.APPROVAL_WANTED else state
    if shown in _PATH:
        drawn = steps(tuple(step.label for step in _PATH), _PATH.index(shown))
    else:
        drawn = steps((VersionState.SENT.label, state.label), 1)
    moves: list[Move] = []
    if order_id is not None:
        url = reverse("sales:order", args=[order_id])
        moves.append(Move(_("Open the sales order"), url, "file-check", is_link=True))
    elif by.may("sales.change_quotation"):
        moves += _moves(version, state, is_over=is_over)
    return Strip(drawn, tuple(moves))


def _moves(version: QuotationVersion, state: VersionState, *, is_over: bool) -> list[Move]:
    moves: list[Move] = []
    if state is VersionState.DRAFT:
        send = reverse("sales:version_send", args=[version.pk])
        if is_over:
            ask = reverse("sales:version_ask", args=[version.pk])
            moves.append(Move(_("Ask for approval"), ask, "send"))
            refusal = _("The discount is above your limit.")
            moves.append(Move(_("Give to the customer"), refusal=refusal))
        else:
            moves.append(Move(_("Give to the customer"), send, "send"))
    if state is VersionState.APPROVAL_WANTED:
        moves.append(Move(_("Give to the customer"), refusal=_("The discount waits.")))
    if state is VersionState.SENT:
        moves.append(Move(_("Customer signs"), dialog="sign", icon="signature"))
    revise = f"{reverse('sales:quotation_new')}?version={version.pk}"
    moves.append(Move(_("New version"), revise, "edit", is_link=True))
    return moves


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two versions side by side."""

    name: str
    left_fen: int | None
    right_fen: int | None

    @property
    def is_equal(self) -> bool:
        return self.left_fen == self.right_fen

    @property
    def change_fen(self) -> int:
        return (self.right_fen or 0) - (self.left_fen or 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    quotation: Quotation
    left: QuotationVersion
    right: QuotationVersion
    rows: tuple[Difference, ...]
    numbers: tuple[int, ...]


def comparison(by: Actor, quotation_id: UUID, left: int, right: int) -> Comparison:
    """Two versions of a quotation side by side: three statements.

    Raises:
        Missing: no such quotation of this person, or no such version.
    """
    versions = {
        row.version: row
        for row in QuotationVersion.objects.seen_by(by)
        .filter(quotation_id=quotation_id)
        .select_related("quotation__party", "variant__model")
    }
    if left not in versions or right not in versions:
        raise Missing(_("This record does not exist."))
    first, second = line_rows(by, versions[left].pk), line_rows(by, versions[right].pk)
    return Comparison(
        quotation=versions[left].quotation,
        left=versions[left],
        right=versions[right],
        rows=_differences(first, second),
        numbers=tuple(sorted(versions)),
    )


def _differences(left: Sequence[LineRow], right: Sequence[LineRow]) -> tuple[Difference, ...]:
    names: dict[tuple[str, str], str] = {}
    for line in (*left, *right):
        names.setdefault((line.kind, line.code), line.name)
    before = {(line.kind, line.code): line.amount_fen for line in left}
    after = {(line.kind, line.code): line.amount_fen for line in right}
    return tuple(Difference(name, before.get(key), after.get(key)) for key, name in names.items())


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A discount that waits for a yes or no."""

    approval_id: UUID
    quotation_id: UUID
    label: str
    name: str
    grade: str
    list_fen: int
    discount_fen: int
    share_x100: int
    reason: str
    note: str
    asked_by: str
    asked_at: datetime
    can_decide: bool
    refusal: str

    @property
    def share_percent(self) -> str:
        return f"{self.share_x100 / 100:.2f}"


def approval_rows(by: Actor, *, page: int = 1, at: datetime) -> Page[ApprovalRow]:
    """Discounts that wait, oldest first: three statements."""
    rows = DiscountApproval.objects.seen_by(by).waiting()
    rows = rows.select_related("version__quotation__party", "version__variant__model", "asked_by")
    limit = limit_x100(by, on=business_day(by, at))
    found = page_of(rows.order_by("asked_at", "pk"), page)
    return found.with_rows([_approval(by, row, limit) for row in found.rows])


def _approval(by: Actor, row: DiscountApproval, limit: int | None) -> ApprovalRow:
    version = row.version
    refusal = ""
    if row.asked_by_id is not None and row.asked_by_id == by.staff_id:
        refusal = _("Your own discount.")
    elif limit is not None and row.share_x100 > limit:
        refusal = _("The general manager decides.")
    return ApprovalRow(
        approval_id=row.pk,
        quotation_id=version.quotation_id,
        label=version.label,
        name=version.quotation.party.name,
        grade=str(version.variant),
        list_fen=version.list_fen,
        discount_fen=version.discount_fen,
        share_x100=row.share_x100,
        reason=str(DiscountReason(version.discount_reason).label),
        note=version.discount_note,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_at=row.asked_at,
        can_decide=not refusal,
        refusal=refusal,
    )
