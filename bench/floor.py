"""The floor: the same statements for the same rows, by plain SQL through psycopg.

What a request asks of the database is written down once, in this process, by the pages' own code;
then it is sent again by psycopg alone, without HTTP, rights, forms, objects and drawing. Writes
are sent to a second copy of the store, so that the very same rows come into being there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

FORM = "application/x-www-form-urlencoded"
OK = 200
_NOT_ASKED = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK)|store_session", re.IGNORECASE)
Statement = tuple[str, Any]  # its text and its values, as the driver takes them
Statements = Sequence[Statement]


class Recorder:
    """Django's own client in this process, with the session of somebody who is logged in."""

    def __init__(self, cookies: Mapping[str, str], token: str) -> None:
        from django.test import Client  # noqa: PLC0415 - needs settings

        self._client = Client()
        self._token = token
        for name, value in cookies.items():
            self._client.cookies[name] = value

    def get(self, path: str, *, by_script: bool = False) -> list[Statement]:
        with _written_down() as statements:
            self.answer(path, by_script=by_script)
        return statements

    def post(self, path: str, values: Mapping[str, object]) -> list[Statement]:
        with _written_down() as statements:
            self.send(path, values)
        return statements

    def answer(self, path: str, *, by_script: bool = False) -> None:
        headers = {"HX-Request": "true"} if by_script else {}
        answer = self._client.get(path, headers=headers)
        assert answer.status_code == OK, answer.content[:500]

    def send(self, path: str, values: Mapping[str, object]) -> None:
        fields = {"idempotency_key": str(uuid4()), "csrfmiddlewaretoken": self._token}
        body = urlencode(dict(values) | fields, doseq=True)
        answer = self._client.post(path, body, content_type=FORM)
        location = answer.get("Location", "/login/")
        assert not location.startswith("/login/"), answer.content[:500]


@contextmanager
def _written_down() -> Iterator[list[Statement]]:
    from django.db import connection  # noqa: PLC0415 - needs settings

    statements: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if not _NOT_ASKED.search(sql):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def sender(database: str, rows: Iterator[Statements]) -> Callable[[], object]:
    """A call that sends the next row of statements as one transaction and fetches its rows."""
    line: psycopg.Connection[Any] = psycopg.connect(database)  # Any: its rows

    def send() -> None:
        with line.transaction():
            for sql, values in next(rows):
                cursor = line.execute(sql.encode(), values)
                if cursor.description:
                    cursor.fetchall()

    return send


def drained(database: str, rows: Sequence[Statements], clients: int) -> float:
    """How many rows of statements a second go in when so many clients send each of them once."""

    def send_all(share: Sequence[Statements]) -> None:
        send = sender(database, iter(share))
        for _row in share:
            send()

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as people:
        list(people.map(send_all, [rows[number::clients] for number in range(clients)]))
    return len(rows) / (time.perf_counter() - began)
