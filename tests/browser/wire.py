"""A line between a browser and the house that can be cut in two ways, and mended."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CHUNK = 65536


class Wire:
    """Forwards to a house what comes in at ``url``; a line that was cut stays dead for ever."""

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        self._target = (address.hostname or "", address.port or 0)
        self._lock = Lock()
        self._lines: list[socket.socket] = []
        self._dead: set[socket.socket] = set()
        self._is_silent = False
        self._sent = b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self._port: int = self._door.getsockname()[1]
        self._open(self._door)
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.refuse()

    def asked(self, address: str) -> int:
        """How often a browser asked for this address, answered or not."""
        with self._lock:
            return self._sent.count(f"GET {address} HTTP".encode())

    def silence(self) -> None:
        """Like a router that forgot its lines: everything stays open, nothing goes through."""
        with self._lock:
            self._is_silent = True
            self._dead.update(self._lines)

    def refuse(self) -> None:
        """Like a server that is down: lines break, and none is taken."""
        with suppress(OSError):  # refused before
            self._door.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for the next line
        self._door.close()
        with self._lock:
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
                line.close()
            self._lines.clear()

    def mend(self) -> None:
        """New lines go through again."""
        self._is_silent = False
        if self._door.fileno() < 0:
            self._door = socket.create_server(("127.0.0.1", self._port))
            self._open(self._door)

    def _open(self, door: socket.socket) -> None:
        Thread(target=self._take, args=(door,), daemon=True).start()

    def _take(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = door.accept()
                far = socket.create_connection(self._target)
                with self._lock:
                    self._lines += [near, far]
                    if self._is_silent:
                        self._dead.update((near, far))
                for source, sink in ((near, far), (far, near)):
                    Thread(target=self._pump, args=(source, sink, near), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                with self._lock:
                    if source is near:
                        self._sent += chunk
                    is_dead = source in self._dead
                if not is_dead:
                    sink.sendall(chunk)
        if source not in self._dead:
            with suppress(OSError):
                sink.shutdown(socket.SHUT_RDWR)
