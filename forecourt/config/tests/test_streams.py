"""Event streams: each browser hears its own store, and a slow one holds nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest

from forecourt.config.streams import QUEUE, Hub, Message, Scope, Stream
from forecourt.kernel.listening import connection_parameters

pytestmark = pytest.mark.django_db(transaction=True)

HERE, ELSEWHERE = "tenant-1/store-1", "tenant-2/store-1"


def topics_of(cookies: dict[str, str]) -> tuple[str, ...] | None:
    return (HERE,) if cookies == {"session": "wang"} else None


class Browser:
    """An ASGI client that keeps what it was sent."""

    def __init__(self, hub: Hub, cookie: bytes = b"session=wang", method: str = "GET") -> None:
        self.heard: list[Message] = []
        self._left, self._something = asyncio.Event(), asyncio.Event()
        scope: Scope = {"method": method, "headers": [(b"cookie", cookie)]}
        self._visit = asyncio.create_task(hub(scope, self._receive, self._send))

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.heard).decode()

    @property
    def status(self) -> int:
        return int(self.heard[0]["status"])

    async def leave(self) -> None:
        self._left.set()
        await self._visit

    async def ended(self) -> None:
        async with asyncio.timeout(5):
            await self._visit

    async def hears(self, kind: str) -> None:
        async with asyncio.timeout(5):
            while kind not in self.text:
                await self._something.wait()
                self._something.clear()

    async def _receive(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.heard.append(message)
        self._something.set()


def with_hub(scene: Callable[[Hub, psycopg.AsyncConnection[Any]], Awaitable[None]]) -> None:
    async def play() -> None:
        hub = Hub(topics_of=topics_of, parameters=connection_parameters)
        parameters = connection_parameters() | {"autocommit": True}
        async with await psycopg.AsyncConnection.connect(**parameters) as writer:
            await scene(hub, writer)
        hub.close()

    asyncio.run(play())


async def say(writer: psycopg.AsyncConnection[Any], topic: str, kind: str) -> None:
    await writer.execute("SELECT pg_notify('live', %s)", [f"{topic} {kind}"])


async def listening(writer: psycopg.AsyncConnection[Any], browser: Browser) -> None:
    """Wait until the hub hears what is said."""
    async with asyncio.timeout(5):
        while "kernel.hello" not in browser.text:
            await say(writer, HERE, "kernel.hello")
            await asyncio.sleep(0.02)


def test_a_browser_hears_its_own_store_and_no_other() -> None:
    async def scene(hub: Hub, writer: psycopg.AsyncConnection[Any]) -> None:
        browser = Browser(hub)
        await listening(writer, browser)
        await say(writer, ELSEWHERE, "sales.car_delivered")
        await say(writer, HERE, "workshop.job_started")
        await browser.hears("workshop.job_started")
        await browser.leave()

        assert browser.status == 200
        assert "event: live\ndata: workshop.job_started\n\n" in browser.text
        assert "sales.car_delivered" not in browser.text

    with_hub(scene)


@pytest.mark.parametrize(
    ("cookie", "method", "status"),
    [(b"session=stranger", "GET", 403), (b"", "GET", 403), (b"session=wang", "POST", 405)],
)
def test_a_stranger_hears_nothing(cookie: bytes, method: str, status: int) -> None:
    async def scene(hub: Hub, _writer: psycopg.AsyncConnection[Any]) -> None:
        browser = Browser(hub, cookie, method)
        await browser.ended()

        assert (browser.status, browser.text) == (status, "")

    with_hub(scene)


def test_streams_end_when_the_database_goes_and_new_ones_hear_again() -> None:
    async def scene(hub: Hub, writer: psycopg.AsyncConnection[Any]) -> None:
        before = Browser(hub)
        await listening(writer, before)
        listeners = "query LIKE 'LISTEN live%%' AND datname = current_database()"
        await writer.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listeners}"  # noqa: S608
        )
        await before.ended()

        after = Browser(hub)
        await listening(writer, after)
        await after.leave()

    with_hub(scene)


def test_closing_the_hub_ends_every_stream_at_once() -> None:
    async def scene(hub: Hub, writer: psycopg.AsyncConnection[Any]) -> None:
        browser = Browser(hub)
        await listening(writer, browser)

        hub.close()
        await browser.ended()

        late = Browser(hub)
        await late.ended()
        assert late.status == 503

    with_hub(scene)


def test_a_browser_that_falls_behind_is_ended_instead_of_kept_waiting_for() -> None:
    async def scene() -> None:
        stream = Stream((HERE,), {})
        for _message in range(QUEUE + 1):
            stream.offer("workshop.job_started")

        assert (stream.queue.qsize(), stream.queue.get_nowait()) == (1, None)

    asyncio.run(scene())
