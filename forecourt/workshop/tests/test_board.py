"""The service board, the sheet of a job, the technician's and the inspector's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel import clock
from forecourt.store.roles import Role
from forecourt.workshop.models import BayKind, Job, JobState
from forecourt.workshop.tests.make import (
    NINE,
    login,
    make_bay,
    make_hold,
    make_job,
    make_staff,
    make_store,
    make_technician,
    minutes,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def controller(client: Client) -> Client:
    return login(client, make_staff("Chen Jie", Role.JOB_CONTROLLER))


def test_a_chip_stands_in_its_row_and_cells(controller: Client) -> None:
    job = make_job(starts_at=NINE + minutes(30), plate="沪A·12345", standard_minutes=45)

    reply = controller.get("/workshop/board/")

    assert f'class="job st-plan row-2 col-8 span-3" id="job-{job.pk}"' in reply.text
    assert '<span class="pf">沪A·</span>12345' in reply.text


def test_a_late_job_says_by_how_many_minutes(controller: Client) -> None:
    make_job(promise_at=NINE + minutes(33), plate="沪A·12345")

    reply = controller.get("/workshop/board/rows/")

    assert '<b class="lt">27 min late</b>' in reply.text
    assert 'class="flag row-2 col-8 span-1 in-3"' in reply.text


def test_an_overrun_is_hatched_up_to_now(controller: Client) -> None:
    start = NINE - minutes(15)
    make_job(starts_at=start, standard_minutes=15, state=JobState.RUNNING)

    with clock.frozen(NINE + minutes(20)):
        reply = controller.get("/workshop/board/rows/")

    assert 'class="tail row-2 col-6 span-2"' in reply.text
    assert '<b class="lt slow">+20</b>' in reply.text


def test_waiting_carried_over_and_expected_stand_beside_the_board(controller: Client) -> None:
    make_job("Left since yesterday", starts_at=NINE - timedelta(days=1))
    make_job("Parked car", state=JobState.PARKED)
    make_job("Tomorrow", state=JobState.CARRIED_OVER)
    make_hold(starts_at=NINE - minutes(15), plate="沪A·55555")

    text = controller.get("/workshop/board/rows/").text

    waiting, carried = text.index('id="waiting"'), text.index('id="carried"')
    expected = text.index('id="expected"')
    assert waiting < text.index("Parked car") < carried
    assert carried < text.index("Left since yesterday") < expected
    assert carried < text.index("Tomorrow") < expected
    assert "+15 min" in text[expected:]


def test_another_day_and_a_group_of_bays_are_in_the_address(controller: Client) -> None:
    make_job("Tomorrow's job", starts_at=NINE + timedelta(days=1), bay=make_bay("G1"))

    today = controller.get("/workshop/board/?group=body").text
    tomorrow = controller.get("/workshop/board/?on=2026-11-25").text

    assert ("Tomorrow&#x27;s job" in today, "Tomorrow&#x27;s job" in tomorrow) == (False, True)
    assert ('data-name="G1"' in today, 'class="nowline' in tomorrow) == (False, False)


def test_the_jobs_of_another_store_are_not_on_the_board(controller: Client) -> None:
    make_job("Secret", store=make_store("Second Store"))

    assert "Secret" not in controller.get("/workshop/board/").text


@pytest.mark.parametrize("cars", [1, 12])
def test_the_board_needs_a_fixed_number_of_statements(
    controller: Client, cars: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(cars):
        make_job(f"Job {number}", plate=f"沪A·1234{number}")
    make_hold()

    # who, hours with holidays, placed, bays, waiting, expected
    with django_assert_num_queries(6):
        reply = controller.get("/workshop/board/rows/")

    assert reply.text.count('data-job="') == cars


def test_a_drop_answers_with_the_board_and_its_warnings(controller: Client) -> None:
    job, bay = make_job(), make_bay("E1", BayKind.DIAGNOSIS)
    values = {"bay_id": bay.pk, "starts_at": "2026-11-24T02:00:00.000Z", "minutes": 60}

    reply = controller.post(f"/workshop/jobs/{job.pk}/move/", values, headers=HTMX)

    assert (reply.status_code, reply["HX-Retarget"]) == (200, "#board")
    assert f'row-3 col-10 span-4" id="job-{job.pk}"' in reply.text
    assert "Slower here: the job was planned for “General lift”." in reply.text


def test_a_drop_on_a_taken_bay_is_a_sentence_in_the_notices(controller: Client) -> None:
    first, second = make_job("Brake pads"), make_job()
    values = {"bay_id": first.bay_id, "starts_at": NINE.isoformat()}

    reply = controller.post(f"/workshop/jobs/{second.pk}/move/", values, headers=HTMX)

    assert (reply.status_code, reply["HX-Retarget"]) == (409, "#notices")
    assert "is taken by “粤A·12345 Brake pads” from 09:00 until 10:00" in reply.text


def test_a_drop_that_breaks_a_promise_asks_first(controller: Client) -> None:
    job, bay = make_job(promise_at=NINE + minutes(60)), make_bay("G9")
    values = {"bay_id": bay.pk, "starts_at": (NINE + minutes(60)).isoformat()}
    address = f"/workshop/jobs/{job.pk}/move/"

    asked = controller.post(address, values, headers=HTMX)
    done = controller.post(address, {**values, "accept_effects": "on"}, headers=HTMX)

    assert (asked.status_code, asked["HX-Retarget"]) == (409, "#job-panel")
    assert "This breaks a promise" in asked.text
    assert done.status_code == 200
    job.refresh_from_db()
    assert job.bay == bay


@pytest.mark.parametrize(
    "values", [{}, {"bay_id": "x", "starts_at": "x"}, {"bay_id": "1", "starts_at": ""}]
)
def test_a_drop_of_the_wrong_shape_is_refused(controller: Client, values: dict[str, str]) -> None:
    job = make_job()

    reply = controller.post(f"/workshop/jobs/{job.pk}/move/", values, headers=HTMX)

    assert reply.status_code == 422
    assert 'id="form-errors"' in reply.text


def test_a_move_needs_the_right_and_works_without_htmx(client: Client) -> None:
    job, bay = make_job(), make_bay("G9")
    values = {"bay_id": bay.pk, "starts_at": NINE.isoformat()}
    address = f"/workshop/jobs/{job.pk}/move/"

    login(client, make_technician("Li Wei"))
    refused = client.post(address, values)
    login(client, make_staff("Chen Jie", Role.JOB_CONTROLLER))
    moved = client.post(address, values)

    assert (refused.status_code, moved.status_code) == (403, 302)


def test_the_sheet_of_a_job_offers_what_its_flow_allows(controller: Client) -> None:
    planned, running = make_job(), make_job(state=JobState.RUNNING)

    def moves(job: Job) -> set[str]:
        text = controller.get(f"/workshop/jobs/{job.pk}/", headers=HTMX).text
        return set(re.findall(rf"/workshop/jobs/{job.pk}/([\w-]+)/", text))

    assert moves(planned) == {"start", "move", "unplace", "promise", "carry-over", "withdraw"}
    assert moves(running) == {"stop", "finish", "promise", "carry-over"}


def test_the_sheet_names_clocks_and_technician(controller: Client) -> None:
    job = make_job(state=JobState.FINISHED, technician=make_technician("Li Wei"))

    page = controller.get(f"/workshop/jobs/{job.pk}/")

    assert page.status_code == 200
    assert "Li Wei" in page.text
    assert "Waiting for check" in page.text


def test_a_technician_starts_stops_and_finishes_on_the_own_page(client: Client) -> None:
    li = make_technician("Li Wei")
    job = make_job(technician=li, plate="沪A·12345")
    login(client, li)
    page = client.get("/workshop/bench/")
    assert "沪A·12345" in page.text

    origin = {"origin": "bench"}
    for verb, values in (
        ("start", {"technician_id": str(li.pk)}),
        ("stop", {"reason": "tool"}),
        ("resume", {}),
        ("finish", {}),
    ):
        reply = client.post(f"/workshop/jobs/{job.pk}/{verb}/", {**origin, **values}, headers=HTMX)
        assert (reply.status_code, reply["HX-Retarget"]) == (200, "#bench")

    job.refresh_from_db()
    assert job.state == JobState.FINISHED


def test_a_technician_sees_only_own_jobs(client: Client) -> None:
    make_job("Somebody else's", technician=make_technician("Wang Lei"))
    login(client, make_technician("Li Wei"))

    page = client.get("/workshop/bench/").text

    assert "Somebody else" not in page
    assert "No jobs for you today" in page


def test_an_inspector_takes_a_job_from_the_queue_and_sends_it_back(client: Client) -> None:
    job = make_job("Oil service", state=JobState.FINISHED, plate="沪A·12345")
    login(client, make_staff("Zhou Qi", Role.QUALITY_INSPECTOR))

    queue = client.get("/workshop/checks/").text
    sheet = client.get(f"/workshop/checks/{job.pk}/").text
    reply = client.post(
        f"/workshop/checks/{job.pk}/write/", {"failed_points": "levels"}, headers=HTMX
    )

    assert "沪A·12345" in queue
    assert sheet.count('name="failed_points"') == 8
    assert reply["HX-Redirect"] == "/workshop/checks/"
    job.refresh_from_db()
    assert (job.state, job.failed_checks) == (JobState.PLANNED, 1)


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/workshop/bays/", 3),
        ("/workshop/skills/", 4),
        ("/workshop/capacity/", 3),
        ("/workshop/checks/", 2),
    ],
)
def test_the_other_screens_need_so_many_statements_and_show_when_empty(
    client: Client,
    address: str,
    statements: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    login(client, make_staff("Wu Di", Role.JOB_CONTROLLER, Role.QUALITY_INSPECTOR))

    with django_assert_num_queries(statements):
        reply = client.get(address)

    assert reply.status_code == 200
    assert 'class="empty' in reply.text or 'class="tbl' in reply.text


def test_bays_are_set_up_closed_and_opened(controller: Client) -> None:
    controller.post("/workshop/bays/set-up/", {"kind": "wash", "name": "W1", "position": 1})
    bay = make_bay("G2")

    controller.post(f"/workshop/bays/{bay.pk}/close/")
    closed = controller.get("/workshop/bays/").text
    controller.post(f"/workshop/bays/{bay.pk}/open/")

    assert "W1" in closed
    assert closed.count("Put back in use") == 1
    assert "Put back in use" not in controller.get("/workshop/bays/").text


def test_a_skill_is_reviewed_on_the_map(controller: Client) -> None:
    li = make_technician("Li Wei")

    reply = controller.post(
        "/workshop/skills/review/", {"staff_id": li.pk, "skill": "mechanics", "level": "3"}
    )

    assert reply.status_code == 302
    assert "<b>3</b>" in controller.get("/workshop/skills/").text
