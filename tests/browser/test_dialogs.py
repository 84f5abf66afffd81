"""A dialog says what is wrong where it stands, and loses nothing that was typed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def _add_lines(page: Page, part: str, quantity: str) -> None:
    page.goto("/service/orders/")
    links = page.locator("#order-list tbody tr td:first-child a").all()
    for address in [link.get_attribute("href") or "" for link in links]:
        page.goto(address)
        if page.locator("[data-open=add-lines]").count():
            break
    page.locator("[data-open=add-lines]").first.click()
    page.locator("#add-lines form").evaluate("form => { form.noValidate = true }")
    page.fill("#add-lines [name=part_number]", part)
    page.fill("#add-lines [name=quantity]", quantity)
    page.click("#add-lines .btn.primary")


def test_a_refusal_is_said_in_the_dialog_and_what_was_typed_stays(visit: Visit) -> None:
    page = visit("service_adviser")

    _add_lines(page, "HC-NONE", "2")

    notice = page.locator("#add-lines [role=alert]")
    expect(notice).to_contain_text("HC-NONE")
    expect(notice).to_be_focused()
    expect(page.locator("#add-lines")).to_be_visible()
    expect(page.locator("#add-lines [name=part_number]")).to_have_value("HC-NONE")


def test_a_wrong_value_is_blamed_at_its_field_and_mended_in_place(visit: Visit) -> None:
    page = visit("service_adviser")

    _add_lines(page, "HC-00008", "-1")

    before = page.locator("#lines tbody tr").count()
    field = page.locator("#add-lines [name=quantity]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page.locator("#add-lines .err")).to_contain_text("0.01")
    field.fill("1")
    page.click("#add-lines .btn.primary")
    expect(page.locator("#add-lines")).to_be_hidden()
    expect(page.locator("#lines tbody tr")).to_have_count(before + 1)


def test_a_refused_page_keeps_what_was_typed(visit: Visit) -> None:
    page = visit("parts_manager")
    page.goto("/parts/")
    known = page.locator("tbody tr td:first-child").first.inner_text().strip()

    page.goto("/parts/new/")
    page.fill("[name=number]", known)
    page.fill("[name=name]", "Oil filter")
    page.click("form.body .btn.primary")

    notice = page.locator("form.body [role=alert]")
    expect(notice).to_contain_text(known)
    expect(page).to_have_url(re.compile(r"/parts/new/$"))
    expect(page.locator("[name=name]")).to_have_value("Oil filter")


def test_news_waits_for_the_answer_to_a_form_that_it_would_take_away(visit: Visit) -> None:
    page = visit("technician")
    page.goto("/workshop/bench/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/stop/", hold)
    page.locator("#bench details.stops summary").first.click()
    page.locator("#bench details.stops[open] .reasons button").first.click()
    page.wait_for_function("document.querySelector('form.htmx-request')")
    answer = held[0].fetch()  # it is done, and the screen hears of it before it is told

    with page.expect_response("**/workshop/bench/"):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('live:workshop'))")
    expect(page.locator("#bench.htmx-request")).to_have_count(0)  # what came is looked at
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/stop/")):
        held[0].fulfill(response=answer)

    expect(page.locator("#bench form[action$='/resume/']")).to_have_count(1)


def test_a_value_that_is_refused_later_is_blamed_at_its_field(visit: Visit) -> None:
    page = visit("sales_consultant")
    page.goto("/leads/drives/")
    page.locator("[name=starts_at]").evaluate("field => { field.value = '2020-01-01T10:00' }")
    for name in ("demo_car_id", "opportunity_id"):
        page.locator(f"select[name={name}]").select_option(index=0)

    page.locator("form:has([name=starts_at])").evaluate("form => form.requestSubmit()")

    field = page.locator("[name=starts_at]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("2020-01-01T10:00")
