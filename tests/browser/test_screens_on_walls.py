"""A screen is paired by its code, which a manager types at the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


def _paired(visit: Visit, kind: str) -> Page:
    """A screen that hangs after a manager typed its code."""
    screen, desk = visit(window="wall"), visit("service_manager")
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
