"""A person at a screen: every click, every field filled, every choice is one input, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from playwright.sync_api import Page

EMPTY = "about:blank"
# A request of the page is under way, or what came is not yet in its place.
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"


@dataclass
class Count:
    """How many inputs a task took."""

    inputs: int = 0


class Hands:
    """What a person does to a page; nothing else on these pages may be pressed or filled."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.inputs = 0

    @contextmanager
    def counting(self) -> Iterator[Count]:
        """Count the inputs of one task: ``with adviser.counting() as task: ...``."""
        task, before = Count(), self.inputs
        yield task
        task.inputs = self.inputs - before

    def go(self, address: str) -> None:
        """Open an address as a bookmark or a menu does; the task is counted from there."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def rest(self) -> None:
        """Leave the screen alone; whoever comes back to it opens an address first."""
        if self.page.url != EMPTY:
            self.page.goto(EMPTY)

    def follow(self, address: str) -> None:
        """Tap a link that stands in a message."""
        self.inputs += 1
        self.go(address)

    def tap(self, what: str) -> None:
        """Press what changes only this page: opens a dialog, ticks a box, asks for a part."""
        self.inputs += 1
        self.page.locator(what).first.click()

    def press(self, what: str) -> None:
        """Press what brings another page, and wait for it; a refusal fails with its sentence."""
        self.inputs += 1
        button = self.page.locator(what).first
        with self.page.expect_event("load", timeout=30_000):  # an address pushed by htmx is none
            button.click()
        refusal = self.page.locator("#refusal, [role=alert].err")
        assert refusal.count() == 0, f"{self.page.url}: {refusal.first.inner_text()}"

    def fill(self, what: str, text: str) -> None:
        self.inputs += 1
        self.page.locator(what).first.fill(text)

    def choose(self, what: str, value: str) -> None:
        self.inputs += 1
        self.page.locator(what).first.select_option(value)

    def sign(self, canvas: str) -> None:
        """Draw a name."""
        self.inputs += 1
        pad = self.page.locator(canvas).first
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        x, y = box["x"] + 20, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + 60, y - 20, steps=4)
        mouse.move(x + 120, y + 15, steps=4)
        mouse.up()

    def sees(self, what: str) -> None:
        """Wait until it stands on the page."""
        self.page.locator(what).first.wait_for(state="visible", timeout=15_000)

    @contextmanager
    def answered(self, address: str) -> Iterator[None]:
        """Wait until the page has asked this address and put the answer in its place."""
        with self.page.expect_response(lambda reply: address in reply.url) as waited:
            yield
        reply = waited.value
        assert reply.status < HTTPStatus.BAD_REQUEST, f"{reply.url}: {reply.status}"
        if reply.ok:  # a redirect has no body to wait for
            reply.finished()
        self._settles()

    def send(self, what: str) -> None:
        """Press what is answered in place, and wait for the answer."""
        self.inputs += 1
        with self.page.expect_response(lambda reply: reply.request.method == "POST") as waited:
            self.page.locator(what).first.click()
        reply = waited.value
        assert reply.ok, f"{reply.url}: {reply.status} {reply.text()[:400]}"
        reply.finished()
        self._settles()

    def _settles(self) -> None:
        self.page.locator(BUSY).first.wait_for(state="detached")
