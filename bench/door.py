"""A client at the HTTP door: one kept connection, one login, and its clock."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles
from threading import Barrier, Thread
from urllib.parse import urlencode
from uuid import uuid4

from forecourt.demo.cast import PASSWORD

FORM = "application/x-www-form-urlencoded"
FAULT = 400
IDLE_SECONDS = 3.0
GZIP = b"\x1f\x8b"


class Unexpected(RuntimeError):
    """The house answered what nobody measures."""


class Client:
    """One browser of one person; without a script, but with all of its headers."""

    def __init__(self, port: int, login: str = "") -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {"language": "zh-hans"}
        self.token = ""
        self._asked_at = 0.0
        if login:
            self.log_in(login)

    def log_in(self, login: str) -> None:
        page = self.get("/login/").decode()
        self.token = _token(page)
        self.post("/login/", {"username": login, "password": PASSWORD})
        self.token = _token(self.get("/desk/settings/").decode())

    def another(self) -> Client:
        """A second window of the same person, with a line of its own."""
        twin = Client(self.line.port)
        twin.cookies, twin.token = dict(self.cookies), self.token
        return twin

    def get(self, path: str, *, by_script: bool = False) -> bytes:
        headers = {"Cookie": self.cookie} | ({"HX-Request": "true"} if by_script else {})
        return self._ask("GET", path, "", headers)[1]

    def weighed(self, path: str) -> tuple[bytes, int]:
        """The content of a file, and the bytes of it that went over the line.

        A page is weighed as a gzipping proxy in front would send it: pages with secrets are not
        compressed by the house itself.
        """
        packed = self._ask("GET", path, "", {"Cookie": self.cookie, "Accept-Encoding": "gzip"})[1]
        is_packed = packed.startswith(GZIP)
        content = gzip.decompress(packed) if is_packed else packed
        is_font = path.endswith(".woff2")
        return content, len(packed if is_packed or is_font else gzip.compress(packed, 6))

    def post(self, path: str, values: Mapping[str, object]) -> str:
        """Send a form; answer where it leads."""
        fields = dict(values) | {
            "csrfmiddlewaretoken": self.token,
            "idempotency_key": str(uuid4()),
        }
        headers = {"Cookie": self.cookie, "Content-Type": FORM}
        location, body = self._ask("POST", path, urlencode(fields, doseq=True), headers)
        if not location:
            sentence = f"POST {path} led nowhere: {_words(body)}"
            raise Unexpected(sentence)
        return location

    def send_file(self, path: str, values: Mapping[str, str], name: str, content: bytes) -> str:
        """Send a form with one file, as a browser does; answer where it leads."""
        mark = uuid4().hex
        fields = dict(values) | {"csrfmiddlewaretoken": self.token}
        parts = [_part(mark, f'name="{field}"', text.encode()) for field, text in fields.items()]
        parts.append(_part(mark, f'name="file"; filename="{name}"', content))
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        location, page = self._ask(
            "POST", path, body, {"Cookie": self.cookie, "Content-Type": kind}
        )
        if not location:
            sentence = f"POST {path} led nowhere: {_words(page)}"
            raise Unexpected(sentence)
        return location

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(
        self, method: str, path: str, body: str | bytes, headers: dict[str, str]
    ) -> tuple[str, bytes]:
        if time.monotonic() - self._asked_at > IDLE_SECONDS:
            self.line.close()  # the server closes idle lines; a browser notices, too
        self._asked_at = time.monotonic()
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= FAULT:
            sentence = f"{method} {path}: {answer.status} {_words(content)}"
            raise Unexpected(sentence)
        location = answer.headers.get("Location", "")
        if location.startswith("/login/"):
            sentence = f"{method} {path}: the login is over"
            raise Unexpected(sentence)
        return location, content


def _part(mark: str, name: str, content: bytes) -> bytes:
    return (
        f"--{mark}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + content + b"\r\n"
    )


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


def _words(page: bytes) -> str:
    text = re.sub(r"<[^>]+>|\s+", " ", page.decode(errors="replace"))
    return text[:300]


@dataclass(frozen=True, slots=True)
class Times:
    """How long each of a row of calls took, in milliseconds."""

    each_ms: Sequence[float]

    @property
    def p50(self) -> float:
        return quantiles(self.each_ms, n=100)[49]

    @property
    def p95(self) -> float:
        return quantiles(self.each_ms, n=100)[94]


def timed(calls: Sequence[Callable[[], object]], *, warm: int = 10) -> Times:
    """Time each call, one after the other; the first few are not counted."""
    for call in calls[:warm]:
        call()
    each = []
    for call in calls[warm:]:
        began = time.perf_counter()
        call()
        each.append((time.perf_counter() - began) * 1000)
    return Times(each)


def at_once(workers: Sequence[Callable[[], object]], seconds: float) -> tuple[int, float]:
    """Let each worker repeat its call for so long, together; answer how often and the seconds."""
    counts = [0] * len(workers)
    faults: list[BaseException] = []
    line_up = Barrier(len(workers) + 1)

    def work(number: int) -> None:
        call = workers[number]
        line_up.wait()
        end = time.perf_counter() + seconds
        try:
            while time.perf_counter() < end:
                call()
                counts[number] += 1
        except BaseException as fault:  # noqa: BLE001 - shown by the caller, whatever it is
            faults.append(fault)

    threads = [Thread(target=work, args=(number,)) for number in range(len(workers))]
    for thread in threads:
        thread.start()
    line_up.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(counts), time.perf_counter() - began
