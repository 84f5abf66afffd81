"""The first screen in a real browser, in both languages."""

from __future__ import annotations

import pytest

from tests.browser.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "首页"), ("en", "Home")])
def test_a_role_logs_in_and_sees_the_home_screen(visit: Visit, language: str, word: str) -> None:
    page = visit("service_adviser", language=language)

    assert word in page.inner_text("body")


def test_a_wrong_password_is_told_in_words(visit: Visit, house: House) -> None:
    page = visit(language="zh-hans")
    page.goto(f"{house.url}/login/")
    page.fill("[name=username]", "cashier")
    page.fill("[name=password]", "not the password")
    page.press("[name=password]", "Enter")

    page.wait_for_selector("text=登录名或密码不对")
