"""A real Forecourt in a folder of its own, started as ``bin/run`` starts it, for killing."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from forecourt.config import migrated
from forecourt.config.embedded import Server

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
CLIENT_SECONDS = 10


class Stack:
    def __init__(self) -> None:
        # Not pytest's folder: as root the database runs as another user, who must get there.
        self.state = Path(tempfile.mkdtemp(prefix="forecourt-chaos-"))
        self.state.chmod(0o755)
        self.port = _free_port()
        self.output = self.state / "output"
        self._environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | {"FORECOURT_STATE": str(self.state), "PORT": str(self.port), "PRACTICE": "0"}
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._server = Server(self.state / "postgres")

    def prepare(self) -> None:
        """Make its database beforehand, which is quicker than what a first start does."""
        self._server.start()
        self._server.create_database("forecourt")
        migrated.fill(self._server, "forecourt")
        self._server.stop()

    def start(self) -> None:
        """Start it and wait until its pages answer."""
        command = [sys.executable, "-m", "forecourt.config.supervisor"]
        with self.output.open("ab") as output:
            output.write(b"--- start\n")
            output.flush()
            self._supervisor = subprocess.Popen(
                command, cwd=PROJECT, env=self._environment, stdout=output, stderr=output
            )
        deadline = time.monotonic() + START_SECONDS
        while b"is open at" not in self.output.read_bytes().rsplit(b"--- start", 1)[1]:
            assert self._supervisor.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)

    def run(self, *words: str) -> str:
        """Run a Python program beside it, on the same data, and answer what it printed."""
        words = (sys.executable, *words)
        done = subprocess.run(
            words, cwd=PROJECT, env=self._environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def kill(self, name: str) -> None:
        """Kill -9 ``web-1``, ``worker``, ``database`` or the ``supervisor``."""
        os.kill(self._pid(name), signal.SIGKILL)
        if name == "supervisor" and self._supervisor:
            self._supervisor.wait()

    def take_database_away(self) -> None:
        """Kill -9 the database while nobody is there to start it again."""
        os.kill(self._pid("supervisor"), signal.SIGSTOP)
        self.kill("database")

    def bring_database_back(self) -> None:
        os.kill(self._pid("supervisor"), signal.SIGCONT)

    def stop(self) -> int:
        """Stop it kindly and answer the supervisor's exit code."""
        assert self._supervisor
        self._supervisor.send_signal(signal.SIGINT)
        return self._supervisor.wait(30)

    def clear(self) -> None:
        if self._supervisor and self._supervisor.poll() is None:
            self.bring_database_back()  # in case a test broke off meanwhile
            self.stop()
        shutil.rmtree(self.state)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the database itself; start it for that when everything has been stopped."""
        was_running = self._server.is_running()
        self._server.start()
        with psycopg.connect(self._server.url("forecourt")) as line:
            answer = line.execute(query.encode()).fetchall()
        if not was_running:
            self._server.stop()
        return answer

    def _pid(self, name: str) -> int:
        if name == "supervisor":
            assert self._supervisor
            return self._supervisor.pid
        if name == "database":
            return int((self.state / "postgres" / "postmaster.pid").read_text().split()[0])
        return int(json.loads((self.state / "run" / f"{name}.pid").read_text())["pid"])


@dataclass
class Client:
    """A browser of few words: keeps cookies, sends the token, tells what it was answered."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    last: str = ""  # the latest page, for the words of a failure
    headers: dict[str, str] = field(default_factory=dict)  # of the latest page

    def get(self, path: str) -> int | None:
        return self._send("GET", path, "")

    def post(self, path: str, **form: str) -> int | None:
        """Send a form; None when the connection broke, so that nobody knows what happened."""
        return self._send("POST", path, urlencode(form))

    def _send(self, method: str, path: str, body: str) -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=CLIENT_SECONDS)
        try:
            line.request(method, path, body, self._headers())
            answer = line.getresponse()
            self.last = answer.read().decode()
            self.headers = {name.lower(): text for name, text in answer.getheaders()}
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        for value in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(value)
        return answer.status

    def _headers(self) -> dict[str, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={kept.value}" for name, kept in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if token := self.cookies.get("csrf"):
            headers["X-CSRFToken"] = token.value
        return headers


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
