"""Two hundred screens that listen, and how soon each hears of a change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from threading import Event, Thread


class Screens:
    """Open event streams, each noting when it last heard of the workshop."""

    def __init__(self, port: int, cookie: str, count: int) -> None:
        self._port, self._cookie, self._count = port, cookie, count
        self.heard_at: list[float] = [0.0] * count
        self._open = 0
        self._all_open, self._stop = Event(), Event()
        self._thread = Thread(target=lambda: asyncio.run(self._listen()), daemon=True)

    def open(self) -> None:
        """Open all streams.

        Raises:
            TimeoutError: not all were open within a minute.
        """
        self._thread.start()
        if not self._all_open.wait(60):
            sentence = f"only {self._open} of {self._count} streams opened"
            raise TimeoutError(sentence)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)

    def after(self, change: Callable[[], object], patience: float = 5.0) -> list[float]:
        """Make a change and answer after how many milliseconds each screen heard of it.

        The clock begins when the change is sent, so its own time is within.
        """
        began = time.perf_counter()
        change()
        while min(self.heard_at) < began and time.perf_counter() < began + patience:
            time.sleep(0.002)
        return [1000 * (at - began) if at > began else 1000 * patience for at in self.heard_at]

    async def _listen(self) -> None:
        tasks = [asyncio.create_task(self._one(number)) for number in range(self._count)]
        await asyncio.to_thread(self._stop.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            head = f"GET /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {self._cookie}\r\n\r\n"
            writer.write(head.encode())
            await writer.drain()
            await reader.readuntil(b"\r\n\r\n")
            self._open += 1
            if self._open == self._count:
                self._all_open.set()
            while line := await reader.readline():
                if b"workshop" in line:
                    self.heard_at[number] = time.perf_counter()
        finally:
            writer.close()
