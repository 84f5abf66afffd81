"""The journal: a command writes its facts here, in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry

Value = UUID | str | int | bool | datetime | date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened, in the past tense; keys, and values that may change later.

    Subclasses are frozen dataclasses with a ``kind`` such as ``workshop.job_started``.
    """

    kind: ClassVar[str]


def record(fact: Fact, *, by: Actor, at: datetime) -> Entry:
    """Write one fact to the journal; listeners upstairs hear of it after the commit."""
    return Entry.write(**_line(fact, by=by, at=at))


def record_all(facts: Iterable[Fact], *, by: Actor, at: datetime) -> None:
    """Write several facts of one command in one statement, in their order."""
    Entry.write_all([Entry.prepared(**_line(fact, by=by, at=at)) for fact in facts])


def _line(fact: Fact, *, by: Actor, at: datetime) -> dict[str, Any]:  # Any: an entry's fields
    payload = {field.name: getattr(fact, field.name) for field in fields(fact)}
    return {
        "kind": fact.kind,
        "actor": by.key,
        "store_id": by.store_id,
        "at": at,
        "payload": {name: _plain(value) for name, value in payload.items()},
        "subjects": dict.fromkeys(_keys(payload)),
        "heard": fact.kind not in listeners(),
    }


@cache
def listeners() -> Mapping[str, tuple[Any, ...]]:  # Any: handlers are hung up by the roof
    """Fact kind to handlers, as wired by the roof."""
    wired: Mapping[str, tuple[Any, ...]] = import_string(settings.WIRING)
    return wired


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _keys(payload: Mapping[str, object]) -> Iterator[UUID]:
    for value in payload.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, UUID):
                yield item
