"""How an opportunity ends or rests: lost, frozen, out of reach, pooled, claimed, revived."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.leads.facts import (
    LossProposed,
    LossRefused,
    OpportunityClaimed,
    OpportunityFrozen,
    OpportunityLost,
    OpportunityOutOfControl,
    OpportunityPooled,
    OpportunityRevived,
)
from forecourt.leads.models import (
    Claim,
    LossState,
    LostReason,
    LostRecord,
    Opportunity,
)
from forecourt.store.models import Staff, Store
from forecourt.store.queries import check_ahead, rule


class LossWaits(Refused):
    code = "loss-waits"

    def __init__(self) -> None:
        super().__init__(_("This loss already waits for the sales manager."))


class FreezeTooLong(Refused):
    code = "freeze-too-long"


class ClaimLimitReached(Refused):
    code = "claim-limit-reached"

    def __init__(self, most: int) -> None:
        sentence = _("You have claimed %(count)d customers today; that is the limit.")
        super().__init__(sentence % {"count": most})


class OwnOldCustomer(Refused):
    code = "own-old-customer"

    def __init__(self) -> None:
        sentence = _("You had this customer before; let somebody else try.")
        super().__init__(sentence)


class StillTooEarly(Refused):
    code = "still-too-early"


@transaction.atomic
def lose_opportunity(
    *,
    opportunity_id: UUID,
    reason: LostReason,
    competitor: str = "",
    note: str = "",
    revisit_on: date | None = None,
    by: Actor,
    at: datetime,
) -> LostRecord:
    """Say that the deal is lost and why; lost it is when the sales manager confirms it.

    Raises:
        Missing: not a file of this person.
        NotInWork: the deal is not open.
        WrongInput: a competitor or words are missing where the reason asks for them, or the day to
            ask again is too far ahead.
        LossWaits: the loss was said already.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    row.must_be_open()
    needs_name = {LostReason.COMPETITOR_PRODUCT, LostReason.BOUGHT_OTHER_DEALER}
    if reason in needs_name and not competitor.strip():
        raise WrongInput(_("Say which car or which dealer won."), field="competitor")
    if reason == LostReason.OTHER and not note.strip():
        raise WrongInput(_("“Other” needs words."), field="note")
    if revisit_on is not None:
        today = at.date()
        check_ahead(revisit_on, "leads.revisit_most_days", field="revisit_on", by=by, on=today)
    with refused_by({"leads_lostrecord_one_waiting": LossWaits()}):
        loss = LostRecord.propose(
            row,
            reason=reason,
            competitor=competitor,
            note=note,
            revisit_on=revisit_on,
            by_id=by.staff_id,
            at=at,
        )
    fact = LossProposed(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        reason=reason,
    )
    record(fact, by=by, at=at)
    return loss


@transaction.atomic
def confirm_loss(*, loss_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Agree that the deal is lost.

    Raises:
        Missing: the store has no such record.
        IllegalMove: it was decided already, or the deal is not in work any more.
    """
    loss, row = _loss(loss_id, by=by)
    loss.decide(LossState.CONFIRMED, by.staff_id, at=at)
    row.lose(at=at)
    fact = OpportunityLost(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        reason=loss.reason,
        competitor=loss.competitor,
        revisit_on=loss.revisit_on,
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def refuse_loss(*, loss_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Send the loss back: there is still something to try.

    Raises:
        Missing: the store has no such record.
        IllegalMove: it was decided already.
    """
    loss, row = _loss(loss_id, by=by)
    loss.decide(LossState.REFUSED, by.staff_id, at=at)
    fact = LossRefused(
        opportunity_id=row.pk, party_id=row.party_id, consultant_id=row.consultant_id
    )
    record(fact, by=by, at=at)
    return row


def _loss(loss_id: UUID, *, by: Actor) -> tuple[LostRecord, Opportunity]:
    loss = locked(LostRecord.objects.seen_by(by), loss_id)
    return loss, locked(Opportunity.objects.seen_by(by), loss.opportunity_id)


@transaction.atomic
def freeze_opportunity(
    *, opportunity_id: UUID, revive_on: date, by: Actor, at: datetime
) -> Opportunity:
    """Let the deal rest until a day that the customer named.

    Raises:
        Missing: not a file of this person.
        FreezeTooLong: the day is past, or further away than a deal may rest.
        IllegalMove: the deal is not in work.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    today = _today(by, at)
    most = rule(by, "leads.freeze_most_days", on=today)
    if not today < revive_on <= today + timedelta(days=most):
        sentence = _("Choose a day from tomorrow until %(day)s (%(count)d days at most).")
        until = today + timedelta(days=most)
        raise FreezeTooLong(sentence % {"day": until.isoformat(), "count": most})
    row.freeze(revive_on, at=at)
    fact = OpportunityFrozen(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        revive_on=revive_on,
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def revive_opportunity(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Take a frozen deal up again, on its day or before.

    Raises:
        Missing: not a file of this person.
        IllegalMove: the deal is not frozen.
        AlreadyInWork: another file of this customer for this model is open by now.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    with refused_by({"leads_opportunity_one_open_per_party_and_model": _twin()}):
        row.revive(at=at)
    fact = OpportunityRevived(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        level=row.intent_level,
    )
    record(fact, by=by, at=at)
    return row


def _twin() -> Refused:
    return Refused(_("This customer already has an open file for this model. Open that one."))


@transaction.atomic
def lose_control(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Give up reaching the customer for now: so many tries over so many days went nowhere.

    Raises:
        Missing: the store has no such file.
        StillTooEarly: too few tries, or over too short a time.
        IllegalMove: the deal is not in work.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    tries = rule(by, "leads.out_of_control_tries", on=at.date())
    days = rule(by, "leads.out_of_control_days", on=at.date())
    since = row.missed_since
    if row.missed_count < tries or since is None or at - since < timedelta(days=days):
        sentence = _("Try at least %(tries)d times over %(days)d days first.")
        raise StillTooEarly(sentence % {"tries": tries, "days": days})
    row.slip_away(at=at)
    fact = OpportunityOutOfControl(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        tries=row.missed_count,
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def pool_opportunity(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Return a deal to the pool, for somebody else to claim.

    Raises:
        Missing: the store has no such file.
        IllegalMove: the deal is neither lost nor out of reach nor left alone.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    before = row.consultant_id
    row.pool(at=at)
    fact = OpportunityPooled(
        opportunity_id=row.pk, party_id=row.party_id, consultant_before_id=before
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def claim_opportunity(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """Take a deal out of the pool.

    The person is locked before the deal, so that two tabs cannot pass the day's limit; the key
    of the day's claims would refuse it too.

    Raises:
        Missing: the store has no such file, or the actor is nobody of the staff.
        IllegalMove: it is not in the pool (somebody was faster).
        OwnOldCustomer: this person had the customer last.
        ClaimLimitReached: the day's claims are used up.
    """
    staff = locked(Staff.objects.seen_by(by), by.staff_id or opportunity_id)
    row = locked(Opportunity.objects.seen_by(by.house()), opportunity_id)
    today = _today(by, at)
    most = rule(by, "leads.claims_per_day", on=today)
    claimed = Claim.objects.seen_by(by).of_day(staff.pk, today).count()
    if claimed >= most:
        raise ClaimLimitReached(most)
    if row.last_consultant_id == staff.pk:
        raise OwnOldCustomer
    with refused_by({"leads_opportunity_one_open_per_party_and_model": _twin()}):
        row.claim(staff.pk, at=at)
    with refused_by({"leads_claim_nth_of_the_day": ClaimLimitReached(most)}):
        Claim.note(row, staff.pk, on=today, nth=claimed + 1, at=at)
    fact = OpportunityClaimed(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=staff.pk,
        level=row.intent_level,
    )
    record(fact, by=by, at=at)
    return row


def _today(by: Actor, at: datetime) -> date:
    zone = Store.objects.seen_by(by).get(pk=by.store_id).zone
    return at.astimezone(zone).date()
