"""The screens of reception in a browser: what they show, and how many statements they take."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel import clock
from forecourt.parts.models import PartRequest
from forecourt.service.models import (
    AppointmentState,
    FloorStage,
    GatePass,
    JobLine,
    OrderPhoto,
    RepairOrder,
    Settlement,
)
from forecourt.service.tests.make import (
    NINE,
    TEN,
    bring_to,
    login,
    make_actor,
    make_adviser,
    make_appointment,
    make_car,
    make_catalogue,
    make_order,
    make_picture,
    make_shop,
    make_staff,
    minutes,
    settle,
)
from forecourt.store.models import Staff
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay, Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    make_catalogue()
    make_shop()
    with clock.frozen(NINE):
        yield


@pytest.fixture
def wang() -> Staff:
    return make_adviser()[0]


@pytest.fixture
def adviser(client: Client, wang: Staff) -> Client:
    return login(client, wang)


KEY = "00000000-0000-7000-8000-0000000000aa"


def _once(**values: object) -> dict[str, object]:
    return {"idempotency_key": KEY, **values}


def test_the_list_shows_cars_in_the_house_with_minutes_late(adviser: Client) -> None:
    make_order(stage=FloorStage.DISPATCHED, promise_at=NINE + minutes(30))

    with clock.frozen(TEN + minutes(30)):
        reply = adviser.get("/service/orders/")

    assert reply.status_code == 200
    assert "沪A·DK3752" in reply.text
    assert "1 h 00" in reply.text
    assert "¥480.00" in reply.text


def test_the_list_reads_all_orders_in_two_statements(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_order(make_car(f"沪A·0000{number}"))

    with django_assert_num_queries(3):  # who, page, counts
        reply = adviser.get("/service/orders/")

    assert reply.text.count('id="o-') == 3


def test_the_rows_of_the_list_escape_what_people_typed(adviser: Client) -> None:
    make_order(make_car(owner_name="<b>Zhao</b> & Co"))

    reply = adviser.get("/service/orders/")

    assert "&lt;b&gt;Zhao&lt;/b&gt; &amp; Co" in reply.text
    assert "<b>Zhao" not in reply.text


@pytest.mark.parametrize(
    ("query", "count"),
    [("q=DK37", 1), ("q=zhao", 2), ("stage=reception", 1), ("stage=ready", 0), ("q=%25", 0)],
)
def test_the_list_is_searched_and_filtered(adviser: Client, query: str, count: int) -> None:
    make_order()
    make_order(make_car("沪A·00002"), stage=FloorStage.DISPATCHED)

    reply = adviser.get(f"/service/orders/?{query}&sort=-promise")

    assert reply.text.count('id="o-') == count


def test_the_order_page_draws_flow_lines_and_money(
    adviser: Client, wang: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    order = make_order(stage=FloorStage.ESTIMATED, adviser=wang)

    with django_assert_max_num_queries(40):
        reply = adviser.get(f"/service/orders/{order.pk}/")

    assert reply.status_code == 200
    assert "It squeaks when braking" in reply.text
    assert "waits for an answer" in reply.text or "wait for an answer" in reply.text
    assert "The walk-around comes first" not in reply.text


@pytest.mark.parametrize("stage", [s for s in FloorStage if s not in {"stopped", "void"}])
def test_the_order_page_is_drawn_at_every_stage(
    adviser: Client, wang: Staff, stage: FloorStage
) -> None:
    order = make_order(stage=stage, adviser=wang)

    assert adviser.get(f"/service/orders/{order.pk}/").status_code == 200
    assert adviser.get(f"/service/orders/{order.pk}/paper/").status_code == 200
    assert adviser.get(f"/service/orders/{order.pk}/walk-around/").status_code == 200


def test_an_order_is_opened_in_six_inputs(adviser: Client, wang: Staff) -> None:
    vehicle = make_car()
    found = adviser.get("/service/orders/new/?q=3752")  # 1 the plate's end
    assert f"?vehicle={vehicle.pk}" in found.text  # 2 a click
    page = adviser.get(f"/service/orders/new/?vehicle={vehicle.pk}")
    assert "Zhao Min" in page.text
    values = _once(
        vehicle_id=vehicle.pk,
        odometer_km="20000",  # 3
        words="Noise at the front",  # 4
        menu_code="M10",  # 5
        wait_type="waits_here",
    )

    reply = adviser.post("/service/orders/open/", values)  # 6 the button

    order = RepairOrder.objects.get()
    assert reply["Location"] == f"/service/orders/{order.pk}/"
    assert (order.adviser_id, order.odometer_km) == (wang.pk, 20_000)
    again = adviser.post("/service/orders/open/", values)
    assert again["Idempotent-Replay"] == "true"
    assert RepairOrder.objects.count() == 1


def test_a_wrong_kilometre_is_told_at_the_field(adviser: Client) -> None:
    vehicle = make_car()

    reply = adviser.post(
        "/service/orders/open/",
        _once(vehicle_id=vehicle.pk, odometer_km="many", wait_type="waits_here"),
    )

    assert reply.status_code == 422
    assert "openorder_odometer_km" in reply.text or "odometer_km-error" in reply.text


def test_an_appointment_is_booked_from_the_free_times(adviser: Client) -> None:
    vehicle = make_car()
    page = adviser.get(
        f"/service/appointments/new/?vehicle={vehicle.pk}&menu_code=M10&on=2026-11-24"
    )
    assert 'value="2026-11-24T02:00:00+00:00"' in page.text

    reply = adviser.post(
        "/service/appointments/book/",
        _once(
            vehicle_id=vehicle.pk,
            menu_code="M10",
            arrives_at="2026-11-24T02:00:00+00:00",
            wait_type="waits_here",
        ),
    )

    assert reply.status_code == 302
    shown = adviser.get(reply["Location"])
    assert "AT-261124-001" in shown.text


def test_a_full_day_offers_other_days(adviser: Client) -> None:
    vehicle = make_car()

    page = adviser.get(
        f"/service/appointments/new/?vehicle={vehicle.pk}&menu_code=M10&on=2026-11-25"
    )

    assert "Nothing is free on this day" in page.text


def test_a_taken_slot_is_refused_with_other_times(adviser: Client) -> None:
    make_appointment()
    make_appointment(make_car("沪A·00002"))
    vehicle = make_car("沪A·00003")

    reply = adviser.post(
        "/service/appointments/book/",
        _once(
            vehicle_id=vehicle.pk,
            menu_code="M10",
            arrives_at=TEN.isoformat(),
            wait_type="waits_here",
        ),
        headers={"HX-Request": "true"},
    )

    assert (reply.status_code, reply["HX-Retarget"]) == (409, "#notices")
    assert "10:00 is taken. Free next: 10:30" in reply.text


@pytest.mark.parametrize(
    "state",
    [
        AppointmentState.BOOKED,
        AppointmentState.CONFIRMED,
        AppointmentState.ARRIVED,
        AppointmentState.CANCELLED,
        AppointmentState.NO_SHOW,
    ],
)
def test_an_appointment_is_drawn_in_every_state(adviser: Client, state: AppointmentState) -> None:
    made = make_appointment(state=state)

    assert adviser.get(f"/service/appointments/{made.pk}/").status_code == 200
    assert "DK3752" in adviser.get("/service/appointments/?on=2026-11-24").text
    assert "DK3752" in adviser.get("/service/reception/").text


def test_the_day_of_appointments_takes_a_fixed_number_of_statements(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_appointment()
    make_appointment(make_car("沪A·00002"), arrives_at=TEN)

    with django_assert_num_queries(STATEMENTS_OF_A_DAY):
        reply = adviser.get("/service/appointments/?on=2026-11-24")

    assert reply.text.count('id="a-') == 2


STATEMENTS_OF_A_DAY = 10


def test_the_keeper_ticks_the_parts_and_not_the_bay(client: Client) -> None:
    made = make_appointment()
    keeper = login(client, make_staff("Gao", Role.PARTS_KEEPER))
    url = f"/service/preparation/{made.pk}/tick/"

    good = keeper.post(url, {"code": "parts", "done": "1"})
    bad = keeper.post(url, {"code": "bay", "done": "1"})

    assert (good.status_code, bad.status_code) == (302, 403)
    page = keeper.get("/service/preparation/?on=2026-11-24")
    assert page.text.count("point--done") == 1


def test_the_preparation_list_reads_in_a_fixed_number_of_statements(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_appointment()
    make_appointment(make_car("沪A·00002"))

    with django_assert_num_queries(4):  # who, appointments, menus with parts, ticks
        adviser.get("/service/preparation/?on=2026-11-24")


def _line(order: RepairOrder) -> JobLine:
    return JobLine.objects.of(order.pk)[0]


@pytest.mark.parametrize("what", ["authorise", "decline", "defer", "change"])
def test_a_line_is_asked_about_in_a_dialog(adviser: Client, wang: Staff, what: str) -> None:
    order = make_order(stage=FloorStage.ESTIMATED, adviser=wang)

    reply = adviser.get(f"/service/lines/{_line(order).pk}/?do={what}")

    assert "data-show" in reply.text
    assert f"/service/lines/{_line(order).pk}/{what}/" in reply.text


def test_the_words_on_lines_are_noted(adviser: Client, wang: Staff) -> None:
    order = make_order(stage=FloorStage.ESTIMATED, adviser=wang)
    first, second = JobLine.objects.of(order.pk)

    adviser.post(
        f"/service/orders/{order.pk}/authorise/",
        _once(line=f"{first.pk}:1", method="phone", person="Zhao Min"),
    )
    adviser.post(f"/service/lines/{second.pk}/decline/", {"reason": "price", "method": "phone"})

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.AUTHORISED
    assert [line.authorization for line in JobLine.objects.of(order.pk)] == [
        "authorised",
        "declined",
    ]


def test_a_form_without_a_reason_is_refused_in_words(adviser: Client, wang: Staff) -> None:
    order = make_order(stage=FloorStage.ESTIMATED, adviser=wang)

    reply = adviser.post(f"/service/lines/{_line(order).pk}/decline/", {"method": "phone"})

    assert reply.status_code == 422
    assert "Reason" in reply.text


def test_marks_are_put_on_the_outline_and_taken_off(adviser: Client, wang: Staff) -> None:
    order = make_order(adviser=wang)
    url = f"/service/orders/{order.pk}/walk-around/"

    reply = adviser.post(
        f"{url}mark/",
        {"x": 250, "y": 500, "kind": "D", "size": "2", "note": "old"},
        headers={"HX-Request": "true"},
    )

    assert "translate(250 280)" in reply.text
    assert "Dent, under 10 cm" in reply.text
    beside = adviser.post(f"{url}mark/", {"x": 2000, "y": 1, "kind": "D", "size": "2"})
    assert beside.status_code == 422


def test_the_walk_around_is_noted_and_signed(adviser: Client, wang: Staff) -> None:
    order = make_order(adviser=wang)
    url = f"/service/orders/{order.pk}/walk-around/"
    adviser.post(f"{url}note/", {"energy_percent": "60", "point": ["front", "rear"]})

    empty = adviser.post(f"{url}sign/", {"signature": "none"})
    signed = adviser.post(f"{url}sign/", {"signature": _drawing(), "signer_name": "Zhao Min"})

    assert (empty.status_code, signed.status_code) == (422, 302)
    order.refresh_from_db()
    assert order.floor_stage == FloorStage.INSPECTED
    picture = adviser.get(f"{url}signature.png")
    assert picture["Content-Type"] == "image/png"


def _drawing() -> str:
    stream = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 255)).save(stream, "PNG")
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"


def _cashier(client: Client) -> Client:
    return login(client, make_staff("Ding", Role.CASHIER))


def test_a_settlement_is_explained_by_the_adviser_and_paid_at_the_till(
    adviser: Client, wang: Staff
) -> None:
    order = make_order(stage=FloorStage.READY, adviser=wang)

    made = adviser.post(f"/service/orders/{order.pk}/settle/", _once())
    page = adviser.get(made["Location"])
    settlement = Settlement.objects.get()
    url = f"/service/settlements/{settlement.pk}/"
    adviser.post(f"{url}explain/", {"idempotency_key": KEY[:-1] + "b"})
    till = _cashier(Client())
    part = till.post(f"{url}pay/", _once(amount_fen="100", method="cash"))
    rest = till.post(
        f"{url}pay/", {"idempotency_key": KEY[:-1] + "c", "amount_fen": "380", "method": "wechat"}
    )

    assert "¥480.00" in page.text
    assert (part.status_code, rest.status_code) == (302, 302)
    settlement.refresh_from_db()
    order.refresh_from_db()
    assert (settlement.state, order.floor_stage) == ("paid", "settled")
    paper = till.get(f"{url}paper/")
    assert "人民币 肆佰捌拾圆整" in paper.text


def test_an_adviser_takes_no_money(adviser: Client, wang: Staff) -> None:
    order = make_order(stage=FloorStage.READY, adviser=wang)
    adviser.post(f"/service/orders/{order.pk}/settle/", _once())
    settlement = Settlement.objects.get()

    reply = adviser.post(f"/service/settlements/{settlement.pk}/pay/", _once())

    assert reply.status_code == 403


def test_the_gate_opens_once_for_a_pass(client: Client) -> None:
    order = make_order(stage=FloorStage.SETTLED)
    till = _cashier(client)
    slip = till.post(f"/service/orders/{order.pk}/gate-pass/", _once())
    gate_pass = GatePass.objects.get()
    desk = login(Client(), make_staff("Qian", Role.RECEPTIONIST))

    paper = till.get(slip["Location"])
    shown = desk.get("/service/gate/")
    out = desk.post("/service/gate/open/", {"code": gate_pass.token})
    again = desk.post("/service/gate/open/", {"code": gate_pass.number})

    assert "<svg" in paper.text
    assert gate_pass.token not in paper.text
    assert gate_pass.number in shown.text
    assert (out.status_code, again.status_code) == (302, 409)
    assert "was used before" in again.text


def test_settlements_are_listed_for_the_cashier(client: Client) -> None:
    order = make_order(stage=FloorStage.READY)
    settle(order, make_actor())
    till = _cashier(client)

    assert "No settlement is open" in till.get("/service/settlements/").text
    assert "ST-261124-0001" in till.get("/service/settlements/?all=1&sort=-amount").text


@pytest.mark.parametrize(
    "path",
    ["orders/", "appointments/", "reception/", "preparation/", "settlements/", "orders/new/"],
)
def test_every_list_has_its_chinese(client: Client, wang: Staff, path: str) -> None:
    page = login(client, wang, language="zh-hans").get(f"/service/{path}")

    assert page.status_code == 200


def test_the_order_of_nobody_is_not_found(adviser: Client) -> None:
    assert adviser.get(f"/service/orders/{UUID(int=1)}/").status_code == 404


def test_a_stopped_and_a_void_order_are_drawn(adviser: Client, wang: Staff) -> None:
    order = bring_to(make_order(adviser=wang), FloorStage.DISPATCHED)

    voided = adviser.post(f"/service/orders/{order.pk}/void/", {"reason": "x"})

    assert voided.status_code == 403


def test_a_photo_is_kept_and_shown_and_a_text_is_refused(adviser: Client, wang: Staff) -> None:
    order = make_order(adviser=wang)
    url = f"/service/orders/{order.pk}/photo/"

    kept = adviser.post(url, {"photo": SimpleUploadedFile("a.jpg", make_picture().read())})
    bad = adviser.post(url, {"photo": SimpleUploadedFile("a.jpg", b"no picture")})

    photo = OrderPhoto.objects.get()
    shown = adviser.get(f"/service/orders/{order.pk}/photos/{photo.pk}.jpg")
    assert (kept.status_code, bad.status_code) == (302, 422)
    assert shown["Content-Type"] == "image/jpeg"


def _signed(
    vehicle_id: UUID, more: dict[str, object], bay_id: UUID | None = None
) -> dict[str, object]:
    place = {"bay_id": bay_id, "starts_at": "2026-11-24T10:00"} if bay_id else {}
    values = {
        "vehicle_id": vehicle_id,
        "odometer_km": "20000",
        "labour_codes": ["EN-OIL", ""],
        "part_numbers": ["HC-OIL-0W20", ""],
        "quantities": ["4", ""],
        "wait_type": "waits_here",
        "walk_around": "On paper",
    }
    return _once(**(values | place | more))


def test_a_signed_order_is_open_reserved_and_planned_in_one_sheet(adviser: Client) -> None:
    vehicle, bay = make_car(), Bay.objects.in_order()[0]
    sheet = adviser.get(f"/service/orders/new/signed/?vehicle={vehicle.pk}").content.decode()
    assert sheet.count('name="labour_codes"') == 5

    answer = adviser.post("/service/orders/open/signed/", _signed(vehicle.pk, {}, bay.pk))

    order = RepairOrder.objects.get()
    assert answer["Location"] == f"/service/orders/{order.pk}/"
    assert order.floor_stage == FloorStage.DISPATCHED
    assert PartRequest.objects.get().quantity == 4
    job = Job.objects.get()
    assert (job.bay_id, job.starts_at) == (bay.pk, TEN)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"labour_codes": [""]}, "Order some labour, so that something is planned."),
        ({"quantities": ["many"]}, "Part HC-OIL-0W20: write how many"),
        ({"quantities": ["-1"]}, "Part HC-OIL-0W20: write how many"),
        ({"starts_at": "2026-11-24T10:00"}, "A place on the board is a bay and a start."),
        ({"labour_codes": ["x" * 21]}, "At most 20 characters each."),
        ({"odometer_km": "far"}, "Enter a whole number."),
    ],
)
def test_a_wrong_line_of_a_signed_order_is_told_and_kept(
    adviser: Client, wrong: dict[str, object], sentence: str
) -> None:
    answer = adviser.post("/service/orders/open/signed/", _signed(make_car().pk, wrong))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="HC-OIL-0W20"' in answer.content.decode()
    assert not RepairOrder.objects.exists()


def test_what_reception_took_down_is_corrected_and_the_adviser_stays(
    adviser: Client, wang: Staff
) -> None:
    order = make_order(adviser=wang)
    values = {"contact_name": "Zhao Lin", "wait_type": "leaves_car", "wants_wash": "on"}

    reply = adviser.post(f"/service/orders/{order.pk}/change/", values)

    order.refresh_from_db()
    assert reply["Location"] == f"/service/orders/{order.pk}/"
    assert (order.contact_name, order.wants_wash, order.adviser_id) == ("Zhao Lin", True, wang.pk)


def test_the_sheet_of_nobodys_car_is_not_there(adviser: Client) -> None:
    assert adviser.get(f"/service/orders/new/signed/?vehicle={KEY}").status_code == 404
    assert (
        adviser.get("/service/orders/new/signed/?vehicle=x")["Location"] == "/service/orders/new/"
    )


@pytest.mark.parametrize(
    ("stage", "late", "words"), [(FloorStage.DISPATCHED, 1, "30 days"), (FloorStage.READY, 0, "")]
)
def test_badge_and_rows_of_the_list_count_lateness_alike(
    adviser: Client, stage: FloorStage, late: int, words: str
) -> None:
    make_order(stage=stage, promise_at=NINE + minutes(30))

    with clock.frozen(NINE + timedelta(days=30, hours=2)):
        reply = adviser.get("/service/orders/")

    assert reply.context["found"].late == late
    assert reply.text.count("late-t") == late
    assert words in reply.text
    assert "43290" not in reply.text


def test_a_car_that_is_here_leads_to_its_open_order_before_a_second_is_opened(
    adviser: Client,
) -> None:
    order = make_order()

    page = adviser.get(f"/service/orders/new/?vehicle={order.vehicle_id}").content.decode()

    assert f'href="/service/orders/{order.pk}/"' in page


def test_the_list_past_its_end_shows_its_last_page(adviser: Client) -> None:
    order = make_order()

    page = adviser.get("/service/orders/?page=9999").content.decode()

    assert order.number in page


@pytest.mark.parametrize(
    ("language", "model"), [("zh-hans", "恒川X5 豪华型"), ("en", "Hengchuan X5 Luxury")]
)
def test_the_list_says_the_model_in_the_language_of_the_reader(
    adviser: Client, language: str, model: str
) -> None:
    with translation.override("zh-hans"):
        make_order()
    adviser.cookies["language"] = language

    with clock.frozen(TEN):
        reply = adviser.get("/service/orders/")

    assert [row.model for row in reply.context["page"].rows] == [model]
