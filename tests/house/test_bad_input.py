"""Every address is sent what no screen would send: never a 500, and nothing half done.

Which fields an address reads is learned by listening to it; every field then gets each kind of
garbage, together with the others and alone among good values.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from psycopg import sql

from forecourt.kernel import clock
from forecourt.kernel.http import Access
from forecourt.portal.tests.make import login_owner
from forecourt.service.models import RepairOrder
from forecourt.store.models import DeviceKind
from forecourt.store.roles import EVERYBODY
from forecourt.store.tests.make import NINE, hang_up, login, make_actor, make_device, make_staff
from tests.house.addresses import ENDING, OWN, Keys, Writes, addresses, plant, url_of
from tests.house.bodies import good_body, listening

pytestmark = pytest.mark.django_db
WHOLE = pytest.mark.skipif(
    not os.environ.get("SWEEP"),
    reason="takes minutes: SWEEP=1 bin/test tests/house/test_bad_input.py",
)

ALLOWED = frozenset({200, 204, 302, 303, 400, 403, 404, 405, 409, 413, 422, 429})
GARBAGE: Mapping[str, object] = {
    "long": "长" * 70_000,
    "emoji": "🚗" * 40,
    "zero byte": "a\x00b",
    "half a sign": "\ud83d".encode("utf-16", "surrogatepass"),
    "negative": "-1",
    "huge": "9" * 30,
    "infinite": "Infinity",
    "not a number": "NaN",
    "wrong day": "2026-99-99",
    "day before all days": "0001-01-01T00:00:00+14:00",
    "injection": "' OR 1=1 --",
    "markup": "<script>alert(1)</script>{{ 1 }}",
    "list": ["1", "2", "x"],
    "wrong key": "00000000-0000-0000-0000-00000000000g",
    "strange key": str(uuid4()),
    "braces": '{"a": [',
}
ALONE = ("zero byte", "huge", "long", "wrong day", "list")
IN_CHINESE = ("huge", "wrong day")
WORST = ("zero byte", "huge", "not a number")
QUERIES: Mapping[str, str] = {
    "zero byte": "a\x00b",
    "negative": "-1",
    "huge": "9" * 30,
    "word": "abc",
    "wrong day": "2026-99-99",
    "day before all days": "0001-01-01",
    "last day": "9999-12-31",
    "evil": "evil; DROP TABLE store_staff",
    "quote": "'\"%_\\",
    "long": "长" * 2_000,
    "strange key": str(uuid4()),
}
ALONE_IN_ADDRESS = ("negative", "huge", "wrong day", "strange key")


@dataclass
class _World:
    keys: Keys
    staff: Client
    owner: Client
    device: Client
    nobody: Client

    def client(self, access: Access) -> Client:
        return {"may": self.staff, "owner": self.owner, "device": self.device}.get(
            access.how, self.nobody
        )


@pytest.fixture
def world() -> _World:
    keys = plant(make_actor(), OWN)
    order = RepairOrder.objects.get(pk=str(keys["order_id"]))
    keys["vehicle_id"] = order.vehicle_id
    fresh = partial(Client, raise_request_exception=False)
    return _World(
        keys,
        login(fresh(), make_staff("Zhao Min", *EVERYBODY)),
        login_owner(fresh(), order.party),
        hang_up(fresh(), make_device("Wall", DeviceKind.WALL)),
        fresh(),
    )


HOWS = ("may", "owner", "device", "public")
PARTS = 3  # to plant is slow, and there are several workers


def _every(part: int, keys: Keys) -> Iterator[tuple[str, Access, str]]:
    for name, access in addresses(*HOWS)[part::PARTS]:
        if name not in ENDING and (url := url_of(name, keys)):
            yield name, access, url


def test_every_form_refuses_nothing_and_the_worst_in_words(world: _World) -> None:
    """What the whole sweep finds most with: no values, and values that no column can hold."""
    sweep = _Sweep()
    with clock.frozen(NINE):
        for part in range(PARTS):
            for name, access, url in _every(part, world.keys):
                sweep.post_little(world.client(access), name, url)

    assert not sweep.wrong, "\n".join(sweep.wrong)
    assert sweep.count > 500


@WHOLE
@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_refuses_garbage_in_words(part: int, world: _World) -> None:
    sweep = _Sweep()
    with clock.frozen(NINE):
        for name, access, url in _every(part, world.keys):
            sweep.post(world.client(access), name, url, world.keys)

    assert not sweep.wrong, "\n".join(sweep.wrong)
    assert sweep.count > 1_000


@WHOLE
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_bears_garbage_in_its_address(part: int, world: _World) -> None:
    sweep = _Sweep()
    with clock.frozen(NINE):
        for name, access, url in _every(part, world.keys):
            sweep.get(world.client(access), name, url)

    assert not sweep.wrong, "\n".join(sweep.wrong)
    assert sweep.count > 500


class _Sweep:
    """Sends requests one by one, each taken back, and notes what was answered wrongly."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.count = 0
        self.before = _row_counts()

    def get(self, client: Client, name: str, url: str) -> None:
        with listening() as heard:
            if self._ask(f"{name} plain", partial(client.get, url)) == 405:
                return
        for field_name in sorted(heard.fields):
            for what in ALONE_IN_ADDRESS:
                asked = {field_name: QUERIES[what]}
                self._ask(f"{name} ?{field_name}={what}", partial(client.get, url, asked))
        for what, text in QUERIES.items():
            asked = dict.fromkeys(heard.fields, text)
            if asked:
                self._ask(f"{name} ?all={what}", partial(client.get, url, asked))

    def post_little(self, client: Client, name: str, url: str) -> None:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language = "zh-hans"
        if self._ask(f"{name} empty", partial(client.post, url), language) == 405:
            return
        key = {"idempotency_key": str(uuid4())}
        with listening() as heard:
            self._ask(f"{name} a key only", partial(client.post, url, key), language)
        fields = sorted(heard.fields - heard.files - {"idempotency_key", "csrfmiddlewaretoken"})
        for what in WORST if fields else ():
            body = {**dict.fromkeys(fields, GARBAGE[what]), **key}
            self._ask(f"{name} all {what}", partial(client.post, url, body), language)

    def post(self, client: Client, name: str, url: str, keys: Keys) -> None:
        for language in ("en", "zh-hans"):
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            key = {"idempotency_key": str(uuid4())}
            with listening() as heard:
                if self._ask(f"{name} empty", partial(client.post, url), language) == 405:
                    return
                self._ask(f"{name} a key only", partial(client.post, url, key), language)
            good = {**good_body(heard, keys), **key}
            with listening() as more:
                self._ask(f"{name} good", partial(client.post, url, good), language)
            heard.fields |= more.fields
            heard.forms += more.forms
            fields = sorted(heard.fields - {"idempotency_key", "csrfmiddlewaretoken"} - heard.files)
            for what, text in GARBAGE.items():
                if language != "en" and what not in IN_CHINESE:
                    continue
                body = {**dict.fromkeys(fields, text), **key}
                self._ask(f"{name} all {what}", partial(client.post, url, body), language)
            if language == "en":
                for field_name in fields:
                    for what in ALONE:
                        body = {**good, field_name: GARBAGE[what]}
                        said = f"{name} {field_name}={what}"
                        self._ask(said, partial(client.post, url, body), language)
            if language == "en":
                self._upload(client, name, url, good, heard.files)

    def _upload(
        self, client: Client, name: str, url: str, good: Keys, file_fields: set[str]
    ) -> None:
        for field_name in sorted(file_fields):
            for what, file in _bad_files():
                body = {**good, field_name: file}
                said = f"{name} {field_name}={what}"
                status = self._ask(said, partial(client.post, url, body))
                if status < 400 and what != "formula.csv":
                    self.wrong.append(f"{said}: {status}, kept")

    def _ask(self, said: str, ask: Callable[[], Any], language: str = "en") -> int:
        point, writes = transaction.savepoint(), Writes()
        self.count += 1
        with connection.execute_wrapper(writes):
            reply = ask()
        status: int = reply.status_code
        if status not in ALLOWED:
            self.wrong.append(f"{said}: {status} {_cause(reply)}")
        elif status >= 400 and writes.found and not connection.needs_rollback:
            changed = {t for t, n in _row_counts().items() if n != self.before[t]}
            if changed:
                self.wrong.append(f"{said}: {status} and changed {sorted(changed)}")
        if status == 422:
            self.wrong += [f"{said}: {what}" for what in _speechless(reply, language)]
        if connection.needs_rollback:
            connection.set_rollback(False)
        transaction.savepoint_rollback(point)
        return status


def _cause(reply: Any) -> str:  # Any: a test client's response
    kind, error, _where = getattr(reply, "exc_info", None) or (None, "", None)
    return f"{getattr(kind, '__name__', '')} {error}"[:200]


# An error at a field, one of a form as a whole, or a refusal.
_ERRORS = re.compile(
    r'<(?:span|p|div)[^>]*(?:class="(?:err|errors)[ "]|id="form-errors"|id="refusal")'
    r".*?</(?:span|section|p)>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _speechless(reply: Any, language: str) -> Iterator[str]:  # Any: a test client's response
    """What is wrong with how a 422 says what is wrong."""
    text = reply.content.decode()
    said = [_TAG.sub(" ", found).strip() for found in _ERRORS.findall(text)]
    said = [one for one in said if one]
    if 'id="refusal"' in text and not said:
        said = re.findall(r"</h1>\s*<p>(.+?)</p>", text, re.DOTALL)
    if not said:
        yield f"422 without a word: {_TAG.sub(' ', text)[-200:].split()}"
    for one in said:
        if language == "zh-hans" and not _CHINESE.search(one):
            yield f"not in Chinese: {one[:120]}"


_UNCOUNTED = frozenset({"kernel_bucket", "kernel_answer"})  # limits, and answers to repeats


def _row_counts() -> dict[str, int]:
    """How many rows each table of a tenant has."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_config.name.startswith("forecourt.") and model._meta.managed
    )
    count = sql.SQL("SELECT {}, count(*) FROM {}")
    parts = [
        count.format(sql.Literal(table), sql.Identifier(table))
        for table in tables
        if table not in _UNCOUNTED
    ]
    with connection.cursor() as cursor:
        text = sql.SQL(" UNION ALL ").join(parts).as_string(cursor.cursor)
        cursor.execute(f"{text} -- of any tenant_id")
        return dict(cursor.fetchall())


def _bad_files() -> Iterator[tuple[str, SimpleUploadedFile]]:
    big = BytesIO()
    with ZipFile(big, "w", ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)
    for name, content in (
        ("empty.jpg", b""),
        ("broken.jpg", b"\xff\xd8\xff\xe0 not a picture"),
        ("wrong.svg", b"<svg onload='alert(1)'/>"),
        ("wrong.exe", b"MZ\x90\x00" * 50),
        ("oversized.png", b"\x89PNG\r\n\x1a\n" + b"0" * 16_000_000),
        ("bomb.png", _png(60_000, 60_000)),
        ("bomb.xlsx", big.getvalue()),
        ("broken.xlsx", b"PK\x03\x04broken"),
        ("zero\x00name.csv", b"a,b\n1\x00,2\n"),
        ("formula.csv", b"=cmd|' /C calc'!A0,b\n1,2\n"),
    ):
        yield name, SimpleUploadedFile(name, content)


def _png(width: int, height: int) -> bytes:
    """A picture whose head promises far more pixels than it has bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 5_000_000))
        + chunk(b"IEND", b"")
    )
