"""The consent ledger: given to a text, withdrawn at once, stale when the text changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.customers import commands, queries
from forecourt.customers.models import (
    Channel,
    Consent,
    ConsentBasis,
    ConsentPurpose,
    ConsentText,
    Message,
    MessageState,
)
from forecourt.customers.tests.make import make_consent, make_consent_text, make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LATER = NINE + timedelta(hours=1)
MARKETING = ConsentPurpose.MARKETING


def test_a_consent_keeps_text_evidence_and_recorder() -> None:
    by, party = make_actor(), make_party()
    make_consent_text(MARKETING, version=3)

    commands.give_consent(
        party_id=party.pk, purpose=MARKETING, channel="sms", evidence=" form 17 ", by=by, at=NINE
    )

    row = Consent.objects.get()
    assert (row.text_version, row.evidence, row.recorded_by) == (3, "form 17", "staff:chen")
    assert queries.allows(by, party.pk, purpose=MARKETING, channel="sms", on=TODAY)
    assert not queries.allows(by, party.pk, purpose=MARKETING, channel="phone", on=TODAY)
    entry = Entry.objects.get()
    assert (entry.kind, entry.payload["purpose"]) == ("customers.consent_given", "marketing")


def test_without_evidence_or_text_there_is_no_consent() -> None:
    by, party = make_actor(), make_party()
    words = {"party_id": party.pk, "by": by, "at": NINE}

    with pytest.raises(commands.NoConsentText):
        commands.give_consent(purpose=MARKETING, evidence="form", **words)  # type: ignore[arg-type]
    make_consent_text(MARKETING)
    with pytest.raises(WrongInput):
        commands.give_consent(purpose=MARKETING, evidence=" ", **words)  # type: ignore[arg-type]

    assert (Consent.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_same_consent_is_not_given_twice() -> None:
    by, party = make_actor(), make_party()
    make_consent(party)

    with pytest.raises(commands.AlreadyGiven):
        commands.give_consent(party_id=party.pk, purpose=MARKETING, evidence="form", by=by, at=NINE)


def test_a_new_text_makes_the_consent_stale_until_it_is_given_again() -> None:
    by, party = make_actor(), make_party()
    make_consent(party)
    make_consent_text(MARKETING, version=2, valid_from=TODAY)
    asked = {"purpose": MARKETING, "channel": "sms", "on": TODAY}
    assert queries.consent_state(by, party.pk, **asked) == "stale"  # type: ignore[arg-type]

    commands.give_consent(party_id=party.pk, purpose=MARKETING, evidence="form", by=by, at=LATER)

    assert queries.consent_state(by, party.pk, **asked) == "active"  # type: ignore[arg-type]
    assert Consent.objects.active().count() == 1


def test_a_withdrawal_works_at_once_and_stops_what_waits() -> None:
    by, party = make_actor(), make_party()
    consent = make_consent(party)
    message = commands.queue_message(
        party_id=party.pk,
        channel=Channel.SMS,
        purpose=MARKETING,
        text="Spring offer",
        source=Source("test", "1"),
        by=by,
        at=NINE,
    )

    commands.withdraw_consent(consent_id=consent.pk, reason="asked by phone", by=by, at=LATER)

    assert not queries.allows(by, party.pk, purpose=MARKETING, channel="sms", on=TODAY)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.CANCELLED, "consent withdrawn")
    entry = Entry.objects.get(kind="customers.consent_withdrawn")
    assert entry.payload["party_id"] == str(party.pk)


def test_withdrawing_twice_is_told_once() -> None:
    by, consent = make_actor(), make_consent(make_party())

    for _time in range(2):
        commands.withdraw_consent(consent_id=consent.pk, by=by, at=LATER)

    assert Entry.objects.count() == 1


def test_a_contract_needs_no_consent() -> None:
    by, party = make_actor(), make_party()
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)

    assert queries.allows(by, party.pk, purpose="after_sales", channel="sms", on=TODAY)
    assert not queries.allows(by, party.pk, purpose="marketing", channel="sms", on=TODAY)


def test_of_two_merged_files_the_last_word_counts() -> None:
    by, kept, merged = make_actor(), make_party("A"), make_party("B", phone="")
    make_consent(kept)
    consent = make_consent(merged)
    commands.withdraw_consent(consent_id=consent.pk, by=by, at=LATER)
    assert queries.allows(by, kept.pk, purpose=MARKETING, channel="sms", on=TODAY)

    commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=LATER)

    assert not queries.allows(by, kept.pk, purpose=MARKETING, channel="sms", on=TODAY)
    allowed = queries.allowed_parties(by, [kept.pk], purpose=MARKETING, channel="sms", on=TODAY)
    assert allowed == frozenset()


def test_many_parties_are_asked_at_once() -> None:
    by, yes, no = make_actor(), make_party("A"), make_party("B", phone="")
    make_consent(yes, channel="sms")

    allowed = queries.allowed_parties(
        by, [yes.pk, no.pk], purpose=MARKETING, channel="sms", on=TODAY
    )

    assert allowed == {yes.pk}


def test_the_shipped_texts_cover_every_purpose_in_both_languages() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)
    commands.load_defaults(by=by, at=NINE)

    texts = ConsentText.objects.all()
    assert {text.purpose for text in texts} == set(ConsentPurpose.values)
    assert len(texts) == 12
    assert all(text.text_zh and text.text_en for text in texts)


def test_the_consent_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = make_consent(make_party())

    with pytest.raises(Missing):
        commands.withdraw_consent(consent_id=theirs.pk, by=make_actor(), at=NINE)
    assert Message.objects.count() == 0
