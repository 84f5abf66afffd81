"""Who somebody is: a name and a phone become a file, found again when it exists."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import commands as customers
from forecourt.customers.models import ConsentPurpose, Party
from forecourt.customers.queries import consent_state, lookalikes
from forecourt.kernel.actor import Actor
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import WrongInput


@transaction.atomic
def file_person_once(
    *, name: str, phone: str, party_id: UUID | None, evidence: str, by: Actor, at: datetime
) -> Party:
    """The file of this person: the chosen one, else that of the phone, else a new one.

    The person agreed to be on file for the enquiry (``evidence`` says how).

    Raises:
        Missing: the dealer group has no such party.
        WrongInput: a new person has no name or no phone.
    """
    party = _known(name=name, phone=phone, party_id=party_id, by=by)
    if party is None:
        if not name.strip() or not phone.strip():
            sentence = _("A file needs a name and a phone. Else count the visitor only.")
            raise WrongInput(sentence, field="name" if phone.strip() else "phone")
        party = customers.file_person(name=name, phone=phone, by=by, at=at)
    give_consent_once(
        party_id=party.pk, purpose=ConsentPurpose.ENQUIRY, evidence=evidence, by=by, at=at
    )
    return party


@transaction.atomic
def give_consent_once(
    *, party_id: UUID, purpose: ConsentPurpose, evidence: str, by: Actor, at: datetime
) -> None:
    """Note a consent, unless it stands already or the purpose needs none.

    Raises:
        NoConsentText: the store has no text in force for this purpose.
    """
    state = consent_state(by, party_id, purpose=purpose, channel="", on=at.date())
    if state not in {"active", "not_needed"}:
        customers.give_consent(party_id=party_id, purpose=purpose, evidence=evidence, by=by, at=at)


def _known(*, name: str, phone: str, party_id: UUID | None, by: Actor) -> Party | None:
    if party_id is not None:
        return locked(Party.objects.seen_by(by), party_id)
    same_phone = [hit for hit in lookalikes(by, name=name, phone=phone) if hit.why == "phone"]
    return locked(Party.objects.seen_by(by), same_phone[0].party_id) if same_phone else None
