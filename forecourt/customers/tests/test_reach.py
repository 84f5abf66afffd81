"""Contact points, reading one in clear, and messages that wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forecourt.customers import commands, queries
from forecourt.customers.models import (
    Channel,
    ConsentBasis,
    ConsentPurpose,
    ContactKind,
    ContactPoint,
    Message,
    RelationKind,
)
from forecourt.customers.tests.make import (
    LONG_AGO,
    make_consent_text,
    make_contact_point,
    make_message,
    make_party,
)
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.limits import TooOften
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.models import RuleValue
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
PHONE, EMAIL = ContactKind.PHONE, ContactKind.EMAIL


def test_a_second_phone_is_found_and_the_first_stays_preferred() -> None:
    by, party = make_actor(), make_party("张伟")

    point = commands.add_contact_point(
        party_id=party.pk, kind=PHONE, value="139 0013 9001", label="work", by=by, at=NINE
    )

    assert (point.value, point.is_preferred) == ("+8613900139001", False)
    assert [hit.party_id for hit in queries.find(by, "9001")] == [party.pk]
    assert queries.preferred_value(by, party.pk, PHONE) == "+8613800138000"
    commands.prefer_contact_point(contact_point_id=point.pk, by=by, at=NINE)
    assert queries.preferred_value(by, party.pk, PHONE) == "+8613900139001"


def test_an_ended_phone_is_found_no_longer_and_may_come_back() -> None:
    by, party = make_actor(), make_party("张伟")
    point = ContactPoint.objects.get()

    commands.end_contact_point(contact_point_id=point.pk, by=by, at=NINE)

    assert queries.find(by, "8000") == ()
    commands.add_contact_point(party_id=party.pk, kind=PHONE, value="13800138000", by=by, at=NINE)
    assert len(queries.find(by, "8000")) == 1


@pytest.mark.parametrize(
    ("kind", "value"), [(PHONE, "12"), (EMAIL, "nobody"), (EMAIL, ""), (ContactKind.WECHAT, " ")]
)
def test_a_contact_without_its_form_is_refused(kind: ContactKind, value: str) -> None:
    party = make_party(phone="")

    with pytest.raises(WrongInput):
        commands.add_contact_point(
            party_id=party.pk, kind=kind, value=value, by=make_actor(), at=NINE
        )

    assert not ContactPoint.objects.exists()


def test_a_contact_is_added_once() -> None:
    party = make_party()

    with pytest.raises(commands.ContactKnown):
        commands.add_contact_point(
            party_id=party.pk, kind=PHONE, value="13800138000", by=make_actor(), at=NINE
        )


def test_reading_a_phone_in_clear_is_kept_with_its_reason() -> None:
    by, party = make_actor(), make_party()
    point = ContactPoint.objects.get()

    shown = commands.reveal_contact(contact_point_id=point.pk, reason="call back", by=by, at=NINE)

    assert shown.value == "+8613800138000"
    entry = Entry.objects.get()
    assert (entry.kind, entry.actor) == ("customers.contact_revealed", "staff:chen")
    assert entry.payload["reason"] == "call back"
    assert entry.payload["party_id"] == str(party.pk)


def test_without_a_reason_nothing_is_shown() -> None:
    point = make_contact_point(make_party(phone=""), "+8613800138000")

    with pytest.raises(WrongInput, match="why"):
        commands.reveal_contact(contact_point_id=point.pk, reason=" ", by=make_actor(), at=NINE)

    assert not Entry.objects.exists()


def test_the_hours_limit_of_reveals_holds() -> None:
    by, point = make_actor(), make_contact_point(make_party(phone=""), "+8613800138000")
    RuleValue.change(
        "store.phone_reveals_per_hour", "2", "reveal", valid_from=LONG_AGO, by=by, at=NINE
    )
    for _time in range(2):
        commands.reveal_contact(contact_point_id=point.pk, reason="call", by=by, at=NINE)

    with pytest.raises(TooOften):
        commands.reveal_contact(contact_point_id=point.pk, reason="call", by=by, at=NINE)

    assert Entry.objects.count() == 2


def test_a_relation_has_its_dates() -> None:
    by, one, other = make_actor(), make_party("A"), make_party("B", phone="")
    words = {"party_id": one.pk, "other_id": other.pk, "by": by, "at": NINE}
    kind = RelationKind.SPOUSE_OF
    made = commands.tie_relation(kind=kind, held_from=LONG_AGO, **words)  # type: ignore[arg-type]

    with pytest.raises(commands.AlreadyTied):
        commands.tie_relation(kind=kind, held_from=NINE.date(), **words)  # type: ignore[arg-type]
    assert Entry.objects.count() == 1
    assert made.held_until is None


def test_a_relation_cannot_end_before_it_began() -> None:
    by, one, other = make_actor(), make_party("A"), make_party("B", phone="")
    made = commands.tie_relation(
        party_id=one.pk,
        other_id=other.pk,
        kind=RelationKind.EMPLOYEE_OF,
        held_from=NINE.date(),
        by=by,
        at=NINE,
    )

    with pytest.raises(Refused, match="before it began"):
        commands.end_relation(relation_id=made.pk, held_until=LONG_AGO, by=by, at=NINE)


def _queue(
    purpose: str = "after_sales", *, key: str = "7", channel: Channel = Channel.SMS
) -> Message:
    party = make_party("张伟")
    return commands.queue_message(
        party_id=party.pk,
        channel=channel,
        purpose=purpose,
        text="Your car is ready.",
        source=Source("service.order", key),
        by=make_actor(),
        at=NINE,
    )


def test_a_message_waits_with_the_preferred_phone_and_once_per_source() -> None:
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)

    first, again = _queue(), _queue()

    assert first.pk == again.pk
    assert (first.address, first.state) == ("+8613800138000", "queued")
    assert Entry.objects.filter(kind="customers.message_queued").count() == 1


def test_without_consent_or_address_nothing_is_queued() -> None:
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)

    with pytest.raises(commands.NoConsent, match="“Marketing” by Text message"):
        _queue("marketing")
    with pytest.raises(commands.NoAddress, match="No E-mail is on file"):
        _queue(channel=Channel.EMAIL)

    assert (Message.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_message_is_sent_or_fails_and_waits_again() -> None:
    by, message, later = make_actor(), make_message(), NINE + timedelta(minutes=5)
    commands.mark_message_failed(message_id=message.pk, error="no line", by=by, at=later)
    commands.retry_message(message_id=message.pk, by=by, at=later)
    commands.mark_message_sent(message_id=message.pk, by=by, at=later)

    with pytest.raises(IllegalMove):
        commands.cancel_message(message_id=message.pk, why="late", by=by, at=later)

    message.refresh_from_db()
    assert (message.state, message.entered_at) == ("sent", later)
    assert Entry.objects.count() == 3


def test_the_contact_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = make_contact_point(make_party(phone=""), "+8613800138000")

    with pytest.raises(Missing):
        commands.reveal_contact(contact_point_id=theirs.pk, reason="x", by=make_actor(), at=NINE)
