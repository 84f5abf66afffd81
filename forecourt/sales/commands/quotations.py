"""What people do to quotations: draft, ask for discount, decide, send, let expire."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.models import PriceKind
from forecourt.catalog.queries import prices_fen
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.leads import commands as leads
from forecourt.leads.models import Opportunity
from forecourt.sales.facts import (
    DiscountAsked,
    DiscountDecided,
    QuotationDrafted,
    QuotationExpired,
    QuotationSent,
)
from forecourt.sales.models import (
    ApprovalState,
    DiscountApproval,
    DiscountReason,
    LineKind,
    Quotation,
    QuotationLine,
    QuotationVersion,
    VersionState,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.quoting import Wish, compose, limit_x100
from forecourt.sales.rules import discount_x100
from forecourt.store.queries import rule


class DiscountOverLimit(Refused):
    code = "discount-over-limit"

    def __init__(self, share_x100: int, limit: int) -> None:
        sentence = _(
            "The discount is %(share)s %%; you may give %(limit)s %% alone. Ask for approval."
        )
        values = {"share": f"{share_x100 / 100:.2f}", "limit": f"{limit / 100:.2f}"}
        super().__init__(sentence % values)


class AboveYourLimit(Refused):
    code = "above-your-limit"

    def __init__(self, limit: int) -> None:
        sentence = _("Above %(limit)s %% the general manager decides.")
        super().__init__(sentence % {"limit": f"{limit / 100:.2f}"})


class OwnDiscount(Refused):
    code = "own-discount"

    def __init__(self) -> None:
        super().__init__(_("Nobody approves the own discount. Ask another manager."))


class NothingToApprove(Refused):
    code = "nothing-to-approve"


class PriceChanged(Refused):
    code = "price-changed"

    def __init__(self) -> None:
        super().__init__(_("The price list has changed since. Make a new version first."))


class AlreadyOrdered(Refused):
    code = "already-ordered"

    def __init__(self) -> None:
        super().__init__(_("This quotation has become an order; it is not revised any more."))


@transaction.atomic
def draft_quotation(
    *,
    opportunity_id: UUID,
    wish: Wish,
    quotation_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> QuotationVersion:
    """Write a version; with a ``quotation_id`` it replaces the version before.

    Raises:
        Missing: not a file of this person, or no such quotation or product code.
        NotInWork: the deal is not open.
        NotBuildable: an option rule forbids the choice.
        NoPrice: the grade has no price today.
        WrongInput: a discount without a reason, or “other” without words.
        AlreadyOrdered: the version before has become an order.
    """
    deal = locked(Opportunity.objects.seen_by(by), opportunity_id)
    deal.must_be_open()
    _check_reason(wish)
    today = business_day(by, at)
    offer = compose(by, wish, on=today)
    if quotation_id is None:
        quotation = Quotation.open(deal, number=draw_number(by, "QT", on=today), at=at)
        number = 1
    else:
        quotation = locked(Quotation.objects.seen_by(by).filter(opportunity=deal), quotation_id)
        number = _replace(quotation, by=by, at=at) + 1
    version = QuotationVersion.write(quotation, offer, version=number, by=by, at=at)
    fact = QuotationDrafted(
        quotation_id=quotation.pk,
        version_id=version.pk,
        opportunity_id=deal.pk,
        number=version.label,
        total_fen=version.total_fen,
    )
    record(fact, by=by, at=at)
    return version


def _check_reason(wish: Wish) -> None:
    if wish.discount_fen < 0:
        raise WrongInput(_("A discount is not negative."))
    if wish.trade_in_fen < 0:
        raise WrongInput(_("A trade-in is not negative."))
    if wish.discount_fen and wish.discount_reason not in DiscountReason.values:
        raise WrongInput(_("Choose the reason of the discount."))
    if (
        wish.discount_fen
        and wish.discount_reason == DiscountReason.OTHER
        and not wish.discount_note.strip()
    ):
        raise WrongInput(_("“Other” needs words."))


def _replace(quotation: Quotation, *, by: Actor, at: datetime) -> int:
    """Supersede the living version, drop what it asked for, and answer the last number."""
    versions = QuotationVersion.objects.seen_by(by).filter(quotation=quotation)
    last = 0
    for version in versions.order_by("version"):
        last = version.version
        if version.state == VersionState.SUPERSEDED:
            continue
        if version.state == VersionState.ACCEPTED:
            raise AlreadyOrdered
        for approval in DiscountApproval.objects.seen_by(by).waiting().filter(version=version):
            approval.drop(at=at)
        version.supersede(at=at)
    return last


@transaction.atomic
def ask_discount(*, version_id: UUID, by: Actor, at: datetime) -> DiscountApproval:
    """Ask somebody who may give this discount.

    Raises:
        Missing: no such version of this person.
        NothingToApprove: there is no discount, or the person may give it alone.
        IllegalMove: the version is not a draft.
    """
    version = _version(version_id, by=by)
    share = discount_x100(version.discount_fen, version.list_fen)
    limit = limit_x100(by, on=business_day(by, at))
    if limit is None or share <= limit:
        raise NothingToApprove(_("You may give this discount alone; send the quotation."))
    version.want_approval(at=at)
    approval = DiscountApproval.ask(version, share_x100=share, by=by, at=at)
    fact = DiscountAsked(
        approval_id=approval.pk,
        version_id=version.pk,
        opportunity_id=version.quotation.opportunity_id,
        reason=version.discount_reason,
        discount_fen=version.discount_fen,
        share_x100=share,
    )
    record(fact, by=by, at=at)
    return approval


@transaction.atomic
def approve_discount(
    *, approval_id: UUID, note: str = "", by: Actor, at: datetime
) -> DiscountApproval:
    """Allow the discount of this very version.

    Raises:
        Missing: the store has no such question.
        OwnDiscount: the person asked it.
        AboveYourLimit: only the general manager may allow that much.
        IllegalMove: it was decided already.
    """
    approval, version = _asked(approval_id, by=by)
    limit = limit_x100(by, on=business_day(by, at))
    if limit is not None and approval.share_x100 > limit:
        raise AboveYourLimit(limit)
    return _decide(approval, version, ApprovalState.APPROVED, note, by=by, at=at)


@transaction.atomic
def refuse_discount(
    *, approval_id: UUID, note: str = "", by: Actor, at: datetime
) -> DiscountApproval:
    """Say no to the discount.

    Raises:
        Missing: the store has no such question.
        OwnDiscount: the person asked it.
        IllegalMove: it was decided already.
    """
    approval, version = _asked(approval_id, by=by)
    return _decide(approval, version, ApprovalState.REFUSED, note, by=by, at=at)


def _asked(approval_id: UUID, *, by: Actor) -> tuple[DiscountApproval, QuotationVersion]:
    found = DiscountApproval.objects.seen_by(by).filter(pk=approval_id).first()
    version = _version(found.version_id if found else approval_id, by=by.house())
    approval = locked(DiscountApproval.objects.seen_by(by), approval_id)
    if approval.asked_by_id is not None and approval.asked_by_id == by.staff_id:
        raise OwnDiscount
    return approval, version


def _decide(
    approval: DiscountApproval,
    version: QuotationVersion,
    state: ApprovalState,
    note: str,
    *,
    by: Actor,
    at: datetime,
) -> DiscountApproval:
    with refused_by({"sales_discountapproval_by_another_person": OwnDiscount()}):
        approval.decide(state, note, by=by, at=at)
    version.take_back(at=at)
    fact = DiscountDecided(
        approval_id=approval.pk,
        version_id=version.pk,
        opportunity_id=version.quotation.opportunity_id,
        is_approved=state is ApprovalState.APPROVED,
    )
    record(fact, by=by, at=at)
    return approval


@transaction.atomic
def send_quotation(*, version_id: UUID, by: Actor, at: datetime) -> QuotationVersion:
    """Give the version to the customer; it is binding until its last day.

    Raises:
        Missing: no such version of this person.
        DiscountOverLimit: nobody has approved this much discount.
        PriceChanged: the price list of today says something else.
        IllegalMove: the version is not a draft, or the deal is not in work.
    """
    version = _version(version_id, by=by)
    today = business_day(by, at)
    share = discount_x100(version.discount_fen, version.list_fen)
    limit = limit_x100(by, on=today)
    is_over = limit is not None and share > limit
    approvals = DiscountApproval.objects.seen_by(by).approved_for(version.pk)
    if is_over and limit is not None and not approvals.exists():
        raise DiscountOverLimit(share, limit)
    _check_prices(version, on=today, by=by)
    days = rule(by, "sales.quotation_valid_days", on=today)
    version.send(valid_until=today + timedelta(days=days), at=at)
    deal = leads.mark_quoted(opportunity_id=version.quotation.opportunity_id, by=by, at=at)
    fact = QuotationSent(
        quotation_id=version.quotation_id,
        version_id=version.pk,
        opportunity_id=deal.pk,
        party_id=deal.party_id,
        consultant_id=deal.consultant_id,
        number=version.label,
        total_fen=version.total_fen,
        valid_until=today + timedelta(days=days),
        level=deal.intent_level,
    )
    record(fact, by=by, at=at)
    return version


def _check_prices(version: QuotationVersion, *, on: date, by: Actor) -> None:
    lines = list(QuotationLine.objects.seen_by(by).filter(version=version))
    cars = {line.code: line.amount_fen for line in lines if line.kind == LineKind.CAR}
    extras = {
        line.code: line.amount_fen
        for line in lines
        if line.kind in {LineKind.OPTION, LineKind.ACCESSORY} and line.amount_fen
    }
    if prices_fen(by, PriceKind.CAR, list(cars), on=on) != cars:
        raise PriceChanged
    if prices_fen(by, PriceKind.OPTION, list(extras), on=on) != extras:
        raise PriceChanged


@transaction.atomic
def expire_quotation(*, version_id: UUID, by: Actor, at: datetime) -> QuotationVersion:
    """Its last day is over.

    Raises:
        Missing: the store has no such version.
        IllegalMove: it is not with the customer.
        StillValid: its last day is not over.
    """
    version = _version(version_id, by=by)
    if version.valid_until is None or business_day(by, at) <= version.valid_until:
        raise StillValid(_("This quotation is still valid."))
    version.expire(at=at)
    fact = QuotationExpired(version_id=version.pk, opportunity_id=version.quotation.opportunity_id)
    record(fact, by=by, at=at)
    return version


class StillValid(Refused):
    code = "still-valid"


def _version(version_id: UUID, *, by: Actor) -> QuotationVersion:
    rows = QuotationVersion.objects.seen_by(by).select_related("quotation")
    return locked(rows, version_id)
