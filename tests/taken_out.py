"""Races are proven: with its lock or constraint taken out, each of their tests fails.

A race test names what holds it: ``@pytest.mark.held_by("finance.Bill")`` for the lock on a row,
``"finance.Bill in order"`` for the order of such locks, else the name of a constraint, an index or
a trigger. Several names in one mark are taken out together, several marks one after the other.

``bin/test --taken-out`` runs these tests, and no others, without what holds them; a test
that passes nevertheless is an error. So is one that fails otherwise than by an assertion of its
own or a clash in the database, and a guard of which neither the code nor the database knows.
Without the option the mark only slows the threads down: each waits a moment between looking and
writing, so that who looks without a lock is sure to lose.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, LiteralString

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.signals import connection_created
from psycopg import sql

MOMENT_SECONDS = 0.02
MOST_MOMENTS = 12  # of one connection, so that long stories do not take long
# What the lost race shows: the test's own assertion, or the database, which held as a second line.
_PROOF = (
    AssertionError,
    IntegrityError,
    OperationalError,
    psycopg.IntegrityError,
    psycopg.OperationalError,
)
_FROM = re.compile(r'\bFROM "?(?P<table>\w+)')
_FOR = re.compile(r"\bFOR (NO KEY )?UPDATE\b[^()]*$")
_ORDER = re.compile(r"\bORDER BY [^()]*(?=\bFOR (NO KEY )?UPDATE\b[^()]*$)")
_CONFLICT = re.compile(r"\bON CONFLICT \([^()]*\) DO NOTHING")
_LOCK = re.compile(r"(?P<label>\w+\.[A-Z]\w*)(?P<order> in order)?")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--taken-out",
        action="store_true",
        help="run the races without the lock or constraint that holds them: each must fail",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "held_by(*guards): a race, and what decides it")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = [*metafunc.definition.iter_markers("held_by")]
    if marks and metafunc.config.getoption("--taken-out"):
        guards = [mark.args for mark in marks]
        names = [" + ".join(some) for some in guards]
        metafunc.parametrize("_held_by", guards, ids=names, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--taken-out"):
        return
    others = [item for item in items if not item.get_closest_marker("held_by")]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
    for item in items:
        _check_labels(item)
        reason = "what holds it is taken out"
        item.add_marker(pytest.mark.xfail(strict=True, raises=_PROOF, reason=reason))


def _check_labels(item: pytest.Item) -> None:
    """A lock that is named must be one of a model; constraints are looked up in the database."""
    for mark in item.iter_markers("held_by"):
        for guard in mark.args:
            try:
                if found := _LOCK.fullmatch(guard):
                    _table(found["label"])
            except LookupError as lacking:
                where = f"{item.nodeid}: {lacking}"
                raise pytest.UsageError(where) from lacking


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What fails before the test or after it says nothing about the race."""
    report = yield
    if item.config.getoption("--taken-out") and call.when != "call" and call.excinfo:
        report.outcome = "failed"
        report.__dict__.pop("wasxfail", None)
        report.longrepr = item.repr_failure(call.excinfo)
    return report


@pytest.fixture(autouse=True)
def _held_by(request: pytest.FixtureRequest) -> Iterator[None]:
    """Slow a race down; take out what holds it when that is asked for."""
    if not request.node.get_closest_marker("held_by"):
        yield
        return
    request.getfixturevalue("django_db_setup")
    guards = getattr(request, "param", ())
    locks = [found for guard in guards if (found := _LOCK.fullmatch(guard))]
    unlocked = {_table(lock["label"]): bool(lock["order"]) for lock in locks}
    with ExitStack() as stack:
        for guard in guards:
            if not _LOCK.fullmatch(guard):
                stack.enter_context(_without_object(guard))
        stack.enter_context(_threads(unlocked, is_without_key=len(locks) < len(guards)))
        yield


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


@contextmanager
def _threads(unlocked: Mapping[str, bool], *, is_without_key: bool) -> Iterator[None]:
    """Slow the threads down, and let them read these tables unlocked (or locked in no order).

    A statement that steps aside for a key cannot even be sent without it: it no longer does.
    """

    def meet(connection: Any, **_more: object) -> None:  # Any: Django's wrapper of any engine
        connection.execute_wrappers.append(_Thread(unlocked, is_without_key=is_without_key))

    connection_created.connect(meet)
    try:
        yield
    finally:
        connection_created.disconnect(meet)
        wrappers = connection.execute_wrappers
        wrappers[:] = [wrapper for wrapper in wrappers if not isinstance(wrapper, _Thread)]


class _Thread:
    """Waits before each of a connection's first writes; takes locks out of what is read."""

    def __init__(self, unlocked: Mapping[str, bool], *, is_without_key: bool) -> None:
        self.unlocked, self.is_without_key = unlocked, is_without_key
        self.left = MOST_MOMENTS

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: Any,
    ) -> Any:  # Any: Django's own types
        verb = sql.lstrip().split(None, 1)[0].upper()
        if verb == "SELECT":
            return execute(self._without_lock(sql), params, many, context)
        sql = _CONFLICT.sub("", sql) if self.is_without_key else sql
        if self.left and verb in {"INSERT", "UPDATE", "DELETE", "WITH"}:
            self.left -= 1
            time.sleep(MOMENT_SECONDS)
        return execute(sql, params, many, context)

    def _without_lock(self, sql: str) -> str:
        found = _FROM.search(sql)
        is_still_locked = self.unlocked.get(found["table"]) if found else None
        if is_still_locked is None:
            return sql
        return _ORDER.sub("ORDER BY random() ", sql) if is_still_locked else _FOR.sub("", sql)


@contextmanager
def _without_object(name: str) -> Iterator[None]:
    """The database lacks a constraint, an index or a trigger; its rows are thrown away then."""
    with _aside() as line:
        table, take_out, put_back = _found(line, name)
        line.execute(take_out)
        try:
            yield
        finally:
            line.execute(sql.SQL("TRUNCATE {} CASCADE").format(table))
            line.execute(put_back)


Statements = tuple[sql.Identifier, sql.Composed, sql.Composed]


def _found(line: psycopg.Connection[tuple[Any, ...]], name: str) -> Statements:
    """The table of a constraint, index or trigger, how to take it out and to put it back."""
    for question, take_out, put_back in _KINDS:
        if row := line.execute(question, [name]).fetchone():
            table = sql.Identifier(row[0])
            words = {"table": table, "key": sql.Identifier(name), "text": sql.SQL(row[1])}
            return table, sql.SQL(take_out).format(**words), sql.SQL(put_back).format(**words)
    lacking = f"The database has no constraint, index or trigger {name}"
    raise LookupError(lacking)


_KINDS: tuple[tuple[LiteralString, LiteralString, LiteralString], ...] = (
    (
        """
        SELECT conrelid::regclass::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE conname = %s AND contype <> 't'
        """,
        "ALTER TABLE {table} DROP CONSTRAINT {key}",
        "ALTER TABLE {table} ADD CONSTRAINT {key} {text}",
    ),
    (
        "SELECT tgrelid::regclass::text, '' FROM pg_trigger WHERE tgname = %s",
        "ALTER TABLE {table} DISABLE TRIGGER {key}",
        "ALTER TABLE {table} ENABLE TRIGGER {key}",
    ),
    (
        """
        SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid)
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relname = %s
        """,
        "DROP INDEX {key}",
        "{text}",
    ),
)


def _aside() -> psycopg.Connection[tuple[Any, ...]]:
    """A line of its own to the database of the test, outside of any transaction."""
    home = settings.DATABASES["default"]
    return psycopg.connect(
        host=home["HOST"] or None,
        port=home["PORT"] or None,
        user=home["USER"] or None,
        password=home["PASSWORD"] or None,
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
    )
