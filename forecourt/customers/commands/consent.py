"""Consent: given to a text that was shown, withdrawn at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import queries, rules
from forecourt.customers.commands.loading import load_defaults
from forecourt.customers.facts import ConsentGiven, ConsentWithdrawn
from forecourt.customers.models import Consent, ConsentPurpose, Message, Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput

__all__ = ["AlreadyGiven", "NoConsentText", "give_consent", "load_defaults", "withdraw_consent"]


class NoConsentText(Refused):
    code = "no-consent-text"


class AlreadyGiven(Refused):
    code = "already-given"


@transaction.atomic
def give_consent(
    *,
    party_id: UUID,
    purpose: ConsentPurpose,
    channel: str = "",
    evidence: str,
    by: Actor,
    at: datetime,
) -> Consent:
    """Note that a party agreed to the text in force; an older consent to it ends with that.

    ``evidence`` says how: a signed form, a click and its address, a recorded call.

    Raises:
        Missing: this dealer group has no such standing file.
        WrongInput: no evidence is named.
        NoConsentText: the store has no text in force for this purpose.
        AlreadyGiven: it stands, to this very text.
    """
    party = locked(Party.objects.seen_by(by).standing(), party_id)
    if not evidence.strip():
        raise WrongInput(_("Say how the customer agreed: a form, a click, a call."))
    text = queries.scene(by, purpose, on=at.date())
    if text is None:
        label = ConsentPurpose(purpose).label
        raise NoConsentText(_("There is no consent text for “%(purpose)s”.") % {"purpose": label})
    standing = Consent.objects.seen_by(by).active().filter(party=party, purpose=purpose)
    for old in standing.filter(channel=channel):
        if old.text_version >= text.version:
            raise AlreadyGiven(_("The customer agreed to this text already."))
        old.withdraw(withdrawn_by=by.key, reason="new text", at=at)
    consent = Consent.give(
        party,
        purpose,
        channel,
        text_version=text.version,
        evidence=evidence.strip()[:200],
        recorded_by=by.key,
        at=at,
    )
    fact = ConsentGiven(
        party_id=party.pk,
        consent_id=consent.pk,
        purpose=purpose,
        channel=channel,
        text_version=text.version,
    )
    record(fact, by=by, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, consent_id: UUID, reason: str = "", by: Actor, at: datetime) -> Consent:
    """End a consent at once: messages that wait on it are cancelled in the same breath.

    Withdrawing twice is fine: the second time changes nothing and is not told again.

    Raises:
        Missing: this dealer group has no such consent.
    """
    consent = locked(Consent.objects.seen_by(by), consent_id)
    if consent.withdrawn_at is not None:
        return consent
    consent.withdraw(withdrawn_by=by.key, reason=rules.tidy(reason)[:200], at=at)
    heir = queries.standing_id(by, consent.party_id)
    for party_id in {heir, consent.party_id}:
        Message.stop_waiting(party_id, consent.purpose, consent.channel, at=at)
    fact = ConsentWithdrawn(
        party_id=heir,
        consent_id=consent.pk,
        purpose=consent.purpose,
        channel=consent.channel,
    )
    record(fact, by=by, at=at)
    return consent
