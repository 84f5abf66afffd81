"""A screen is paired by its code, which a manager types at the desk; it outlives a cut line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import House, Visit
from tests.browser.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


MINUTES_2 = 120_000  # so long after the network is back a board may still be old


def _paired(visit: Visit, kind: str, url: str = "") -> Page:
    """A screen that hangs after a manager typed its code."""
    screen, desk = visit(window="wall", url=url), visit("service_manager")
    screen.goto("/boards/")
    code = screen.inner_text("#code")

    desk.goto("/settings/devices/")
    desk.fill("[name=code]", code)
    name = f"Screen {code}"
    desk.fill("[name=name]", name)
    desk.select_option("[name=kind]", kind)
    desk.click("#pair-form .primary")
    desk.wait_for_selector(f"text={name}")

    screen.wait_for_url(f"**/boards/{kind}/")
    return screen


@pytest.mark.parametrize("kind", ["lounge", "wall"])
def test_a_screen_hangs_after_a_manager_typed_its_code(visit: Visit, kind: str) -> None:
    screen = _paired(visit, kind)

    assert screen.locator("#screen").count() == 1
    assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight")


class _Limit:
    """After how many seconds a board calls its picture old, as a manager sets it."""

    def __init__(self, desk: Page) -> None:
        self._desk = desk

    def put(self, seconds: int) -> None:
        self._desk.goto("/desk/maintenance/boards.old_after_seconds/")
        tomorrow = date.fromisoformat(self._desk.input_value("[name=valid_from]"))
        self._desk.fill("[name=valid_from]", f"{tomorrow - timedelta(days=1)}")
        self._desk.fill("[name=value]", f"{seconds}")
        self._desk.click("main form .primary")
        self._desk.wait_for_url("**/desk/maintenance/")


@pytest.fixture
def limit(visit: Visit) -> Iterator[_Limit]:
    found = _Limit(visit("general_manager"))
    yield found
    found.put(60)


def test_boards_on_a_dead_line_say_how_old_they_are_and_come_back(
    house: House, visit: Visit, limit: _Limit
) -> None:
    limit.put(22)  # a little more than the time from one look to the next
    with Wire(house.url) as silent, Wire(house.url) as refused:
        screens = [_paired(visit, "lounge", wire.url) for wire in (silent, refused)]
        for screen in screens:
            expect(screen.locator("#screen[data-old-after='22']")).to_be_visible()
        streams = silent.asked("/live/")
        assert streams >= 1

        silent.silence()
        refused.refuse()
        limit.put(23)  # what the boards do not hear of
        for screen in screens:
            note = screen.locator("#screen[data-old-after='22'][data-is-old] [data-old]")
            expect(note).to_have_text(re.compile(r"截至 \d\d:\d\d"), timeout=60_000)
            expect(note).to_be_visible()

        silent.mend()
        refused.mend()
        for screen in screens:
            new = screen.locator("#screen[data-old-after='23']:not([data-is-old])")
            expect(new).to_be_visible(timeout=MINUTES_2)
            expect(new.locator("[data-old]")).to_be_hidden()
        _until_asked(screens[0], silent, "/live/", streams + 1)


def _until_asked(page: Page, wire: Wire, address: str, times: int) -> None:
    """Wait until the browser has opened another stream, since it heard no beat on the old one."""
    for _tenth in range(600):
        if wire.asked(address) >= times:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{address} was asked for {wire.asked(address)} times.")
