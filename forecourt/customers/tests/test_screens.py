"""The screens of the files of people: what they show, what they ask, who may see what."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.models import Consent, ContactPoint, MergeRecord, Party, PartyRelation
from forecourt.customers.tests.make import (
    make_consent,
    make_consent_text,
    make_contact_point,
    make_message,
    make_organization,
    make_party,
    make_relation,
)
from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agent(client: Client) -> Client:
    return login(client, make_staff("Wang Fang", Role.RELATION_AGENT))


def test_the_list_asks_four_times_and_never_shows_a_whole_phone(
    agent: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_party("张伟")
    make_organization("华东物流")

    with django_assert_num_queries(4):  # visitor, rows, count, phones
        page = agent.get("/customers/?sort=name")

    assert page.text.count('class="go"') == 2
    assert "138****8000" in page.text
    assert "13800138000" not in page.text


def test_the_search_while_typing_is_one_statement_beside_the_visitors(
    agent: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = make_party("张伟")

    with django_assert_num_queries(2):
        hits = agent.get("/customers/find/?q=zw")

    assert hits.text.count("<li>") == 1
    assert f"/customers/{party.pk}/" in hits.text
    assert len(hits.content) < 800
    assert "Nobody found" in agent.get("/customers/?q=nobody").text


def test_a_customer_is_filed_with_two_inputs_and_duplicates_are_shown(agent: Client) -> None:
    known = make_party("张伟")

    page = agent.get("/customers/new/?name=章伟")
    alike = agent.get("/customers/alike/?phone=13800138000&name=章伟")
    form = {"kind": "person", "name": "章伟", "phone": "139 0013 9001", "idempotency_key": uuid4()}
    replies = [agent.post("/customers/file/", form) for _time in range(2)]

    assert page.status_code == 200
    assert f"/customers/{known.pk}/" in alike.text
    assert "same phone" in alike.text
    filed = Party.objects.get(name="章伟")
    assert [reply["Location"] for reply in replies] == [f"/customers/{filed.pk}/"] * 2


def test_a_wrong_phone_is_refused_in_words_and_no_name_at_the_field(agent: Client) -> None:
    form = {"kind": "person", "name": "章伟", "phone": "12", "idempotency_key": uuid4()}

    wrong = agent.post("/customers/file/", form, headers=HTMX)
    form |= {"name": "", "idempotency_key": uuid4()}
    empty = agent.post("/customers/file/", form, headers=HTMX)

    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, "#notices")
    assert "“12” is no phone number" in wrong.text
    assert empty.status_code == 422
    assert 'id="name-error"' in empty.text
    assert not Party.objects.exists()


def test_the_file_shows_all_in_a_fixed_number_of_statements(
    agent: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = make_party("张伟")
    make_contact_point(party, "+8613900139001")
    make_consent(party)
    make_relation(party, make_party("李雷", phone=""))

    # visitor, where it leads, party, contacts, relations, texts, consents, merges, staff
    with clock.frozen(NINE), django_assert_num_queries(9):
        page = agent.get(f"/customers/{party.pk}/")

    assert "139****9001" in page.text
    assert "+8613900139001" not in page.text
    assert "agreed" in page.text


def test_a_phone_is_shown_in_clear_with_a_reason_and_only_in_that_answer(agent: Client) -> None:
    make_party("张伟")
    point = ContactPoint.objects.get()
    url = f"/customers/contacts/{point.pk}/reveal/"

    without = agent.post(url, {}, headers=HTMX)
    shown = agent.post(url, {"reason": "call back"}, headers=HTMX)

    assert without.status_code == 422
    assert "+8613800138000" in shown.text
    assert Entry.objects.get().payload["reason"] == "call back"


def test_contacts_consents_and_relations_are_kept_on_the_screen(agent: Client) -> None:
    party, other = make_party("张伟"), make_party("李雷", phone="")
    make_consent_text()
    base = f"/customers/{party.pk}"
    agreed = {"purpose": "marketing", "channel": "sms", "evidence": "form 7"}

    with clock.frozen(NINE):
        unticked = agent.post(f"{base}/consents/give/", agreed)
        replies = [
            agent.post(f"{base}/consents/give/", {**agreed, "agreed": "on"}),
            agent.post(f"{base}/contacts/add/", {"kind": "email", "value": "a@example.org"}),
            agent.post(
                f"{base}/relations/tie/",
                {"kind": "spouse_of", "other_id": other.pk, "held_from": "2026-01-01"},
            ),
            agent.post(f"{base}/change/", {"name": "张维", "born_on": "1990-02-03"}),
            agent.post(
                f"{base}/identity/",
                {"identity_kind": "resident", "number": "11010519491231002X"},
            ),
        ]
        consent, tie = Consent.objects.get(), PartyRelation.objects.get()
        replies += [
            agent.post(f"/customers/consents/{consent.pk}/withdraw/"),
            agent.post(f"/customers/relations/{tie.pk}/end/", {"held_until": "2026-11-24"}),
        ]

    assert unticked.status_code == 422
    assert [reply.status_code for reply in replies] == [302] * 7
    party.refresh_from_db()
    assert (party.name, party.identity_mask) == ("张维", "1****************X")


def test_two_files_are_merged_side_by_side_and_taken_apart(agent: Client) -> None:
    kept, merged = make_party("张伟"), make_party("张玮", phone="+8613900139001")
    base = f"/customers/{kept.pk}/merge/"

    choose = agent.get(f"{base}?q=9001")
    compare = agent.get(f"{base}{merged.pk}/")
    done = agent.post(f"{base}{merged.pk}/do/", {"take": ["name"], "reason": "same"})
    moved = agent.get(f"/customers/{merged.pk}/")
    again = agent.post(f"{base}{merged.pk}/do/", headers=HTMX)
    undone = agent.post(f"/customers/merges/{MergeRecord.objects.get().pk}/undo/")

    assert f"{base}{merged.pk}/" in choose.text
    assert 'value="name"' in compare.text
    assert (done.status_code, undone.status_code) == (302, 302)
    assert moved["Location"] == f"/customers/{kept.pk}/"
    assert (again.status_code, again["HX-Retarget"]) == (409, "#notices")
    assert Party.objects.standing().count() == 2


def test_the_outbox_masks_addresses_and_hides_codes(
    agent: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    message = make_message(make_party("张伟"), text="Your car is ready")

    with django_assert_num_queries(3):  # visitor, rows, count
        page = agent.get("/customers/messages/?state=queued")
    replies = [
        agent.post(f"/customers/messages/{message.pk}/cancel/"),
        agent.post(f"/customers/messages/{message.pk}/sent/"),
    ]

    assert "138****8000" in page.text
    assert "Your car is ready" in page.text
    assert [reply.status_code for reply in replies] == [302, 409]


def test_a_technician_sees_no_customers(client: Client) -> None:
    party = make_party("张伟")
    li = login(client, make_staff("Li Wei", Role.TECHNICIAN))

    replies = [li.get(path) for path in ("/customers/", f"/customers/{party.pk}/")]

    assert [reply.status_code for reply in replies] == [403, 403]


def test_the_screens_open_in_chinese(client: Client) -> None:
    party, other = make_party("张伟"), make_party("李雷", phone="")
    wang = login(client, make_staff("Wang Fang", Role.RELATION_MANAGER), language="zh-hans")
    paths = ("", "new/", f"{party.pk}/", f"{party.pk}/merge/{other.pk}/", "messages/")

    pages = [wang.get(f"/customers/{path}") for path in paths]

    assert [page.status_code for page in pages] == [200] * 5
    assert "File a customer" not in pages[0].text


def test_two_tabs_do_not_write_over_each_other(agent: Client) -> None:
    party = make_party("张伟")
    page = agent.get(f"/customers/{party.pk}/").text
    seen_at = page.split('name="seen_at" value="')[1].split('"')[0].replace("&#x2B;", "+")
    path = f"/customers/{party.pk}/change/"

    replies = [
        agent.post(path, {"name": "张伟", "note": note, "seen_at": seen_at})
        for note in ("likes tea", "likes coffee")
    ]

    party.refresh_from_db()
    assert ([reply.status_code for reply in replies], party.note) == ([302, 409], "likes tea")
