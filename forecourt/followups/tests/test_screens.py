"""The screens of follow-ups: what they show, what they change, how many statements they take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.models import Consent
from forecourt.customers.tests.make import make_consent_text, make_contact_point, make_party
from forecourt.followups import commands
from forecourt.followups.models import Rule, RuleVersion, Task
from forecourt.followups.tests.make import make_rules, make_system, make_task
from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.store.models import Staff
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def an() -> Staff:
    return make_staff("An", Role.RELATION_AGENT)


@pytest.fixture
def agent(client: Client, an: Staff) -> Client:
    return login(client, an)


@pytest.fixture
def manager() -> Client:
    return login(Client(), make_staff("Bo", Role.RELATION_MANAGER))


def test_my_tasks_are_listed_with_their_reason(agent: Client, an: Staff) -> None:
    zhao = make_party("Zhao Min")
    make_task("F11", party=zhao, assignee=an)
    make_task("F11", assignee=make_staff("Cai", Role.RELATION_AGENT))

    reply = agent.get("/followups/")

    assert reply.status_code == 200
    assert reply.text.count('<tr id="task-') == 1
    assert "Zhao Min" in reply.text
    assert "F11 v1: a reason" in reply.text


def test_the_list_takes_a_fixed_number_of_statements(
    agent: Client, an: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _count in range(5):
        make_task("F11", assignee=an)

    with django_assert_num_queries(6):  # session, late in the bar, store, rows, count, counts
        agent.get("/followups/")


def test_the_plan_takes_a_fixed_number_of_statements(
    agent: Client, an: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _count in range(5):
        make_task("F11", assignee=an)
    commands.plan_day(on=NINE.date(), by=make_system(), at=NINE)

    with django_assert_num_queries(7):
        reply = agent.get("/followups/plan/")

    assert reply.text.count('<tr id="sheet-') == 5


def test_the_card_says_what_to_say_and_why(
    agent: Client, an: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    zhao = make_party("Zhao Min")
    make_contact_point(zhao, "+8613900139000")
    task = make_task("F11", party=zhao, assignee=an)

    with django_assert_num_queries(8):
        reply = agent.get(f"/followups/tasks/{task.pk}/")

    assert "It is 3 days since delivery" in reply.text
    assert "The car was delivered" in reply.text
    assert "138****8000" in reply.text
    assert "13800138000" not in reply.text
    assert reply.text.count("data-digit=") == 5


def test_showing_the_phone_is_logged_with_the_reason(agent: Client, an: Staff) -> None:
    zhao = make_party("Zhao Min")
    task = make_task("F11", party=zhao, assignee=an)
    point = zhao.contact_points.get()

    reply = agent.post(
        f"/followups/tasks/{task.pk}/phones/{point.pk}/", headers={"HX-Request": "true"}
    )

    assert "+8613800138000" in reply.text
    entry = Entry.objects.get(kind="customers.contact_revealed")
    assert entry.payload["reason"] == "F11 v1: a reason"


def test_the_phone_of_somebody_else_is_not_shown(agent: Client, an: Staff) -> None:
    task = make_task("F11", assignee=an)
    stranger = make_party("Stranger").contact_points.get()

    reply = agent.post(f"/followups/tasks/{task.pk}/phones/{stranger.pk}/")

    assert reply.status_code == 404


def test_a_result_ends_the_task(agent: Client, an: Staff) -> None:
    task = make_task("F11", assignee=an)

    reply = agent.post(f"/followups/tasks/{task.pk}/note/", {"result": "reached", "note": "9"})

    task.refresh_from_db()
    assert (reply.status_code, reply["Location"]) == (302, "/followups/plan/")
    assert (task.state, task.done_by) == ("done", an)


def test_one_result_ends_all_of_a_sheet(agent: Client, an: Staff) -> None:
    zhao = make_party("Zhao Min")
    make_task("F11", party=zhao, assignee=an)
    make_task("F13", party=zhao, assignee=an)
    commands.plan_day(on=NINE.date(), by=make_system(), at=NINE)
    sheet_id = Task.objects.values_list("sheet_id", flat=True)[0]

    agent.post(f"/followups/sheets/{sheet_id}/note/", {"result": "reached"})

    assert set(Task.objects.values_list("state", flat=True)) == {"done"}


def test_a_result_that_is_none_is_refused_at_the_field(agent: Client, an: Staff) -> None:
    task = make_task("F11", assignee=an)

    reply = agent.post(f"/followups/tasks/{task.pk}/note/", {"result": "perhaps"})

    assert reply.status_code == 422


def test_a_blocked_task_asks_for_the_consent_and_takes_it(agent: Client, an: Staff) -> None:
    make_consent_text()
    task = make_task("F21", "greet", assignee=an)
    Task.objects.filter(pk=task.pk).update(state="blocked", blocked_by="marketing wechat")
    page = agent.get(f"/followups/tasks/{task.pk}/")

    agent.post(f"/followups/tasks/{task.pk}/consent/", {"evidence": "call of today"})

    assert "Marketing · WeChat message" in page.text
    task.refresh_from_db()
    assert Consent.objects.get().evidence == "call of today"
    assert (task.state, task.blocked_by) == ("due", "")  # at once, before any listener hears of it


def test_the_task_of_another_person_is_not_there(agent: Client) -> None:
    task = make_task("F11", assignee=make_staff("Cai", Role.RELATION_AGENT))

    assert agent.get(f"/followups/tasks/{task.pk}/").status_code == 404


def test_the_manager_sees_who_is_late_with_what(
    manager: Client, an: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_task("F11", assignee=an, due_at=NINE.replace(day=22))
    make_task("F13", assignee=an)

    with django_assert_num_queries(7):
        reply = manager.get("/followups/heat/")

    assert f"who={an.pk}&amp;when=late&amp;code=F11" in reply.text
    assert reply.text.count('class="count late"') == 1


def test_an_agent_has_no_heat_board(agent: Client) -> None:
    assert agent.get("/followups/heat/").status_code == 403


def test_tasks_are_handed_over_in_bulk(manager: Client, an: Staff) -> None:
    heir = make_staff("Cai", Role.RELATION_AGENT)
    tasks = [make_task("F11", assignee=an) for _count in range(2)]

    manager.post(
        "/followups/hand-over/",
        {"task_ids": [t.pk for t in tasks], "staff_id": heir.pk, "reason": "on leave"},
    )

    assert set(Task.objects.values_list("assignee_id", flat=True)) == {heir.pk}


def test_the_rule_book_lists_every_rule(
    agent: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_rules()

    with django_assert_num_queries(6):
        reply = agent.get("/followups/rules/")

    assert reply.text.count('<tr id="rule-') == 28


def _form(rule: Rule, **changes: str) -> dict[str, str]:
    version = RuleVersion.objects.filter(rule=rule).latest("number")
    form = {"valid_from": "2026-11-24", "is_on": "on", "note": "calmer"}
    for step in version.steps.all():
        for name in ("amount", "unit", "channel", "priority", "opening_zh", "opening_en"):
            form[f"{step.pk}-{name}"] = str(changes.get(name, getattr(step, name)))
    return form


def test_a_changed_number_is_a_new_version_in_force(manager: Client) -> None:
    make_rules()
    rule = Rule.objects.get(code="F04")

    reply = manager.post(f"/followups/rules/{rule.pk}/change/", _form(rule, amount="1"))

    newest = RuleVersion.objects.get(rule=rule, number=2)
    assert reply.status_code == 302
    assert (newest.state, newest.origin[:6], newest.steps.get().amount) == (
        "approved",
        "staff:",
        1,
    )


def test_a_changed_text_waits_for_a_second_person(manager: Client) -> None:
    make_rules()
    rule = Rule.objects.get(code="F04")
    manager.post(f"/followups/rules/{rule.pk}/change/", _form(rule, opening_en="Hello"))
    version = RuleVersion.objects.get(rule=rule, number=2)

    own = manager.post(f"/followups/versions/{version.pk}/approve/")
    boss = login(Client(), make_staff("Da", Role.GENERAL_MANAGER))
    other = boss.post(f"/followups/versions/{version.pk}/approve/")

    version.refresh_from_db()
    assert (own.status_code, other.status_code, version.state) == (409, 302, "approved")


def test_open_tasks_keep_their_version_until_planned_anew(manager: Client) -> None:
    task = make_task("F04", "confirm")
    rule = Rule.objects.get(code="F04")
    manager.post(f"/followups/rules/{rule.pk}/change/", _form(rule, amount="2"))
    task.refresh_from_db()
    before = task.version.number

    manager.post(f"/followups/rules/{rule.pk}/replan/")

    task.refresh_from_db()
    assert (before, task.version.number, task.due_on.isoformat()) == (1, 2, "2026-11-26")
    assert task.why_en.startswith("F04 v2: ")


def test_nothing_changed_is_refused(manager: Client) -> None:
    make_rules()
    rule = Rule.objects.get(code="F04")

    reply = manager.post(f"/followups/rules/{rule.pk}/change/", _form(rule))

    assert reply.status_code == 409
    assert RuleVersion.objects.filter(rule=rule).count() == 1
