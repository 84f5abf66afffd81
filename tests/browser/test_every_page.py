"""Every page of the house in a real browser: open to everybody, no wider than the window.

The pages are drawn once per language with a planted record for each key, and are then handed to
Chromium, which needs no server for them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, ViewportSize, sync_playwright

from forecourt.kernel import clock
from forecourt.kernel.http import Access, views
from forecourt.portal.tests.make import login_owner
from forecourt.service.models import RepairOrder
from forecourt.store.models import DeviceKind
from forecourt.store.roles import EVERYBODY
from forecourt.store.tests.make import (
    NINE,
    hang_up,
    login,
    make_actor,
    make_device,
    make_staff,
)
from forecourt.vehicles.models import VehicleParty
from tests.browser.conftest import ARGUMENTS
from tests.house.addresses import Keys, plant, url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AXE = (Path(__file__).with_name("axe-core-4.14.1") / "axe.min.js").read_text("utf-8")
HOST = "http://forecourt.test"
CANARY = "Kiebitz"
WIDTHS = (390, 1366)
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1180, "height": 820},
    {"width": 1366, "height": 768},
    {"width": 1000, "height": 700},
)
WALLS = ("boards:lounge", "boards:wall")
BILINGUAL = ("ui:style", "boards:lounge")  # made-up people; guests of both languages
GRAVE = ("serious", "critical")

# What is run on a page: all rules, or those of colors alone for the second theme.
RULES = """async ([part, rules]) => {
  const only = rules.length ? {type: "rule", values: rules}
    : {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]};
  const more = rules.length ? {} : {"label-content-name-mismatch": {enabled: true}};
  const found = await axe.run(part, {
    runOnly: only, rules: more, resultTypes: ["violations"], iframes: false});
  return found.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html.slice(0, 160))]);
}"""
# A window that was made narrow is laid out anew a few frames later.
WIDTH = """async () => {
  const root = document.documentElement;
  for (let frame = 0; frame < 30 && root.scrollWidth > innerWidth; frame++) {
    await new Promise(next => setTimeout(next, 20));
  }
  return [root.scrollWidth, innerWidth];
}"""
# A panel lower than its header shows nothing, and its content shines through the next one.
SQUEEZED = """() => [...document.querySelectorAll("section.panel > header")]
  .filter(h => h.checkVisibility?.() !== false && h.parentElement.clientHeight < h.offsetHeight)
  .map(h => h.textContent.trim().slice(0, 40))"""
NO_SUBMIT = "HTMLFormElement.prototype.submit = () => {}"  # a new screen asks at once
HAS_THEMES = "document.documentElement.dataset.theme === 'light' && !document.body.matches('.a4')"
OPEN_DIALOGS = "() => document.querySelectorAll('dialog').forEach(d => d.setAttribute('open', ''))"
TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (element.closest("script,style,template,[lang]:not(html)")) continue;
    if (node.textContent.trim()) said.push(node.textContent.trim());
  }
  for (const element of document.querySelectorAll("[aria-label],[title],[placeholder]")) {
    if (element.closest("[lang]:not(html)")) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const text = element.getAttribute(name);
      if (text) said.push(text);
    }
  }
  return [...new Set([document.title, ...said])];
}"""


@dataclass(frozen=True)
class Drawn:
    """A page as it was sent, and the address that it answers."""

    name: str
    url: str
    body: bytes


def _visitors(keys: Keys, language: str) -> dict[str, Client]:
    """Somebody for each door: staff of every role, an owner, two kinds of screens."""
    order = RepairOrder.objects.get(pk=str(keys["order_id"]))
    tie = VehicleParty.objects.filter(vehicle_id=order.vehicle_id).order_by("pk")[0]
    lounge = hang_up(Client(), make_device("Lounge", DeviceKind.LOUNGE))
    wall = hang_up(Client(), make_device("Wall", DeviceKind.WALL))
    found = {
        "may": login(Client(), make_staff("Zhao Min", *sorted(EVERYBODY))),
        "owner": login_owner(Client(), tie.party),
        "boards.view_lounge": lounge,
        "boards.view_wall": wall,
        "public": Client(),
    }
    for client in found.values():
        client.cookies["language"] = language
    return found


def _pages(language: str) -> Iterator[Drawn]:
    keys = plant(make_actor(), CANARY)
    order = RepairOrder.objects.get(pk=str(keys["order_id"]))
    with clock.frozen(NINE):
        visitors = _visitors(keys, language)
        for _path, name, view in views():
            access = getattr(view, "access", None)
            at = {**keys, "vehicle_id": order.vehicle_id} if name.startswith("portal:") else keys
            url = url_of(name, at)
            if not isinstance(access, Access) or url is None:
                continue
            client = visitors.get(access.how) or visitors[access.what]
            reply = client.get(url)
            if reply.status_code == 200 and b"<html" in getattr(reply, "content", b""):
                yield Drawn(name, url, reply.content)


def _answer(route: Route, pages: dict[str, bytes]) -> None:
    """A page that was drawn, a file of the house, or nothing."""
    path = urlsplit(route.request.url).path
    if path in pages:
        route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        return
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if isinstance(file, str):
        kind = guess_type(file)[0] or "application/octet-stream"
        route.fulfill(body=Path(file).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=204)


def _looked_at(drawn: list[Drawn], language: str) -> list[str]:
    """What is wrong with these pages, in a browser of its own."""
    pages = {one.url: one.body for one in drawn}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TEST_BROWSER") or None, args=ARGUMENTS
        )
        context = browser.new_context(
            base_url=HOST, timezone_id="Asia/Shanghai", reduced_motion="reduce", locale=language
        )
        context.route("**/*", lambda route: _answer(route, pages))
        context.add_init_script(NO_SUBMIT)
        page = context.new_page()
        wrong = [f"{one.name}: {what}" for one in drawn for what in _complaints(page, one)]
        browser.close()
    return wrong


def _complaints(page: Page, one: Drawn) -> Iterator[str]:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(one.url, wait_until="domcontentloaded")
    if one.name not in BILINGUAL:
        yield from _words(page.evaluate(TEXTS), page.evaluate("document.documentElement.lang"))
    for size in () if one.name in WALLS else SIZES:
        page.set_viewport_size(size)
        for title in page.evaluate(SQUEEZED):
            yield f"squeezes {title!r} at {size['width']}"
    for width in () if one.name in WALLS else WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        wide, window = page.evaluate(WIDTH)
        if wide > window:
            yield f"scrolls sideways, {wide} px at {width}"
    page.evaluate(AXE)
    yield from _shut_out(page, "html", [])
    if page.locator("dialog").count():
        page.evaluate(OPEN_DIALOGS)
        yield from _shut_out(page, "dialog", [])
    if page.evaluate(HAS_THEMES):
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        yield from _shut_out(page, "html", ["color-contrast"])


def _shut_out(page: Page, part: str, rules: list[str]) -> Iterator[str]:
    theme = "in the dark " if rules else ""
    for impact, rule, nodes in page.evaluate(RULES, [part, rules]):
        if impact in GRAVE:
            yield f"{part} {theme}{rule}: {nodes[:3]}"


CHINESE = re.compile("[\u4e00-\u9fff]+")
PLATE = re.compile(r"[\u4e00-\u9fff][A-Z]·?[A-Z0-9*]{5,6}")
ACTOR_KEY = re.compile(r"\b(?:staff|owner|device):\w|^system$")
SENTENCE = re.compile(r"[A-Za-z]+(?: [a-z]+){2,}")
# Texts of records without the canary, terms of the law, an amount in words on an invoice.
KEPT = ("Oil and filter", "We may write to you.", "恒川 H5", "三包", "定金", "圆整")


def _words(texts: list[str], language: str) -> Iterator[str]:
    """What is said in the other language: Chinese on English pages, English sentences."""
    strange = CHINESE if language == "en" else SENTENCE
    for text in texts:
        if ACTOR_KEY.search(text):
            yield f"says the key of an actor {text[:80]!r}"
        is_kept = any(words in text for words in (CANARY, *KEPT))
        if strange.search(PLATE.sub("", text)) and not is_kept:
            yield f"says {text[:80]!r}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_open_to_everybody(language: str) -> None:
    drawn = list(_pages(language))

    with ThreadPoolExecutor(1) as browser:  # Django refuses its database beside a browser's loop
        wrong = browser.submit(_looked_at, drawn, language).result()

    assert len(drawn) > 100
    assert wrong == []
