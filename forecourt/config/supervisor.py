"""Keeps a store running: PostgreSQL, the pages with their streams, and the worker.

``bin/run`` ends here. A child that ends is started again; Ctrl-C or SIGTERM ends all of them; what
a killed supervisor left is ended, or in PostgreSQL's case taken over, by the next one.
"""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from forecourt.config.children import Child, end_leftovers
from forecourt.config.embedded import Server
from forecourt.config.environment import number, text
from forecourt.kernel.waiting import waiting

PROJECT = Path(__file__).resolve().parents[2]
STATE = Path(text("FORECOURT_STATE", str(PROJECT / "var")))
RUN = STATE / "run"
DATABASE = "forecourt"
PORTS_TO_TRY = 20
BACKLOG = 1024  # connections that wait while a web process is started again
LOOK_SECONDS = 0.2
ANSWER_SECONDS = 60


class Stopped(SystemExit):
    """Told to stop before everything was up."""


class Supervisor:
    def __init__(self) -> None:
        self._told_to_stop = False
        self._server: Server | None = None
        self._children: list[Child] = []
        self._door: socket.socket | None = None  # kept open for web processes to come
        for number_of_signal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number_of_signal, self._stop_soon)

    def run(self) -> None:
        try:
            self._start()
            while not self._told_to_stop:
                self._look_after()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop()

    def _stop_soon(self, _number: int, _frame: object) -> None:
        self._told_to_stop = True

    def _start(self) -> None:
        if not text("DATABASE_URL", ""):
            self._start_database()
        self._door = _open_door()
        self._prepare()
        fd = self._door.fileno()
        for index in range(1, number("WEB_PROCESSES", min(os.cpu_count() or 1, 2), least=1) + 1):
            web = [sys.executable, "-m", "forecourt.config.web", str(fd)]
            self._children.append(Child(f"web-{index}", web, state=STATE, keep=(fd,)))
        worker = [sys.executable, str(PROJECT / "manage.py"), "worker"]
        self._children.append(Child("worker", worker, state=STATE))
        self._look_after()
        self._welcome(self._door.getsockname()[:2])

    def _start_database(self) -> None:
        self._server = Server(STATE / "postgres")
        is_there = (self._server.data / "PG_VERSION").exists()
        with waiting(f"{'Starting' if is_there else 'Creating'} the database"):
            self._server.start()
            self._server.create_database(DATABASE)
        (STATE / "database-url").write_text(self._server.url(DATABASE))

    def _prepare(self) -> None:
        preparation = [sys.executable, "-m", "forecourt.config.prepare"]
        with subprocess.Popen(preparation, cwd=PROJECT, start_new_session=True) as process:
            while process.poll() is None:
                if self._told_to_stop:
                    process.terminate()
                time.sleep(LOOK_SECONDS)
        if self._told_to_stop:
            raise Stopped
        if process.returncode:
            sentence = "The preparation failed, see above; nothing was started."
            raise SystemExit(sentence)

    def _look_after(self) -> None:
        """Start again whatever has ended, PostgreSQL first."""
        if self._server and not self._server.is_running():
            _say("PostgreSQL has ended; starting it again.")
            self._server.start()
        for child in self._children:
            child.look_after()

    def _welcome(self, address: tuple[str, int]) -> None:
        with waiting("Opening the pages"):
            is_open = self._wait_for_pages(address)
        if not is_open:
            _say(f"The pages do not answer yet; see {STATE / 'log'}.")
            return
        logins = RUN / "logins"
        if logins.exists():
            _say(logins.read_text().rstrip())
        _say(f"Forecourt is open at http://{_shown(address[0])}:{address[1]}/  (Ctrl-C closes it)")

    def _wait_for_pages(self, address: tuple[str, int]) -> bool:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not _answers(address):
            if self._told_to_stop:
                raise Stopped
            if time.monotonic() > deadline:
                return False
            self._look_after()
            time.sleep(LOOK_SECONDS)
        return True

    def _stop(self) -> None:
        """End the children together, then the database, so that no write is cut off."""
        for child in self._children:
            child.tell_to_end()
        for child in self._children:
            child.end()
        if self._server:
            self._server.stop()
        if self._children:
            _say("Forecourt is closed.")


def main() -> None:
    RUN.mkdir(parents=True, exist_ok=True)
    lock = (RUN / "supervisor.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sentence = f"Forecourt is already running from {STATE}. Stop it first."
        raise SystemExit(sentence) from None
    end_leftovers(STATE)
    Supervisor().run()


def _open_door() -> socket.socket:
    """Listen before the web process is there; it inherits the socket."""
    host, wanted = text("HOST", "127.0.0.1"), text("PORT", "")
    first = number("PORT", 8000, least=1)
    for port in range(first, first + (1 if wanted else PORTS_TO_TRY)):
        door = socket.socket(socket.AF_INET)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            door.close()
            continue
        door.listen(BACKLOG)
        return door
    sentence = f"Port {first} on {host} is taken. Name another one: PORT=8080 bin/run"
    raise SystemExit(sentence)


def _answers(address: tuple[str, int]) -> bool:
    line = http.client.HTTPConnection(_shown(address[0]), address[1], timeout=LOOK_SECONDS * 10)
    try:
        line.request("HEAD", "/")
        return line.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        line.close()


def _shown(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    os.chdir(PROJECT)
    main()
