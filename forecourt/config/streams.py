"""Event streams: one LISTEN for the whole process, one small queue for each browser.

A stream only says what kind of thing changed; the screen then asks for its fragment through the
ordinary view. So a lost message costs a stale picture until the next one, and a stream that ends
costs nothing: the browser opens a new one and asks again for what it shows.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import Error, connection
from django.http.cookie import parse_cookie

from forecourt.kernel.listening import CHANNEL

Scope = MutableMapping[str, Any]  # Any: the shape is ASGI's
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Topics = tuple[str, ...]

QUEUE = 100  # messages; a browser that is further behind starts anew
MOST_STREAMS = 2000
BEAT_SECONDS = 15  # a browser that misses beats takes the line for dead, and opens another
PATIENCE_SECONDS = 10.0  # for a browser that does not take what we send
CHECK_SECONDS = 180.0  # a login that ended ends its stream
RETRY_SECONDS = 1.0
RETRY = b"retry: 2000\n\n"  # milliseconds until a browser opens a lost stream again
BEAT = f"event: beat\ndata: {BEAT_SECONDS}\n\n".encode()
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)
METHOD_NOT_ALLOWED, FORBIDDEN, BUSY = 405, 403, 503

log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Stream:
    """What one browser listens to, and what it has yet to hear; ``None`` is the end."""

    topics: Topics
    cookies: dict[str, str]
    queue: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def offer(self, kind: str) -> None:
        if self.queue.full():
            self.end()
        else:
            self.queue.put_nowait(kind)

    def end(self) -> None:
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """The ASGI application behind ``/live/``."""

    def __init__(
        self,
        *,
        topics_of: Callable[[dict[str, str]], Topics | None],
        parameters: Callable[[], dict[str, Any]],
    ) -> None:
        self._topics_of = topics_of
        self._parameters = parameters
        self._streams: set[Stream] = set()
        self._by_topic: dict[str, set[Stream]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await _refuse(send, METHOD_NOT_ALLOWED)
            return
        if self._closed or len(self._streams) >= MOST_STREAMS:
            await _refuse(send, BUSY)
            return
        cookies = _cookies(scope)
        try:
            topics = await asyncio.to_thread(self._ask_topics, cookies)
        except Error:
            await _refuse(send, BUSY)
            return
        if topics is None:
            await _refuse(send, FORBIDDEN)
            return
        await self._serve(Stream(topics, cookies), receive, send)

    def close(self) -> None:
        """End all streams and begin no new ones."""
        self._closed = True
        self._end_all()
        if self._listener:
            self._listener.cancel()

    async def _serve(self, stream: Stream, receive: Receive, send: Send) -> None:
        self._subscribe(stream)
        pump = asyncio.create_task(self._pump(stream, send))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
            if pump.done():
                pump.result()
        finally:
            self._unsubscribe(stream)
            pump.cancel()
            gone.cancel()

    async def _pump(self, stream: Stream, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
        chunk, checked_at = RETRY, time.monotonic()
        while chunk:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            except TimeoutError:
                return
            chunk = await _next_chunk(stream)
            if time.monotonic() - checked_at > CHECK_SECONDS:
                checked_at = time.monotonic()
                if not await self._still_his(stream):
                    break
        await send({"type": "http.response.body", "body": b""})

    async def _still_his(self, stream: Stream) -> bool:
        try:
            return await asyncio.to_thread(self._ask_topics, stream.cookies) == stream.topics
        except Error:
            return False

    def _ask_topics(self, cookies: dict[str, str]) -> Topics | None:
        try:
            return self._topics_of(cookies)
        finally:
            connection.close()  # this thread serves no request that would give it back

    def _subscribe(self, stream: Stream) -> None:
        self._streams.add(stream)
        for topic in stream.topics:
            self._by_topic.setdefault(topic, set()).add(stream)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())

    def _unsubscribe(self, stream: Stream) -> None:
        self._streams.discard(stream)
        for topic in stream.topics:
            self._by_topic[topic].discard(stream)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except psycopg.Error as error:
                log.warning("event streams: the database is gone (%s); trying again", error)
            self._end_all()  # what was said meanwhile is lost: let every screen ask again
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen_once(self) -> None:
        parameters = self._parameters() | {"autocommit": True}
        async with await psycopg.AsyncConnection.connect(**parameters) as own:
            await own.execute(f"LISTEN {CHANNEL}")
            async for notice in own.notifies():
                topic, _, kind = notice.payload.partition(" ")
                for stream in self._by_topic.get(topic, ()):
                    stream.offer(kind)

    def _end_all(self) -> None:
        for stream in self._streams:
            stream.end()


async def _next_chunk(stream: Stream) -> bytes:
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            kind = await stream.queue.get()
    except TimeoutError:
        return BEAT
    return b"" if kind is None else f"event: live\ndata: {kind}\n\n".encode()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _cookies(scope: Scope) -> dict[str, str]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(lines))
