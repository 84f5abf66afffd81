"""The numbers of the trade, grouped by room, with the words people know them by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from forecourt.desk.words import ROOM_WORDS, RULE_WORDS, SOURCE_WORDS, UNIT_WORDS, VALUE_WORDS
from forecourt.kernel.actor import Actor
from forecourt.store.queries import RuleLine, actor_names, rule_lines


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule value as the hub of data maintenance shows it."""

    key: str
    label: str
    value: str
    unit: str
    is_shipped: bool
    source: str
    changed_by: str
    changed_at: datetime | None
    valid_from: date | None
    value_word: str  # what a code among the values is called
    coming: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class RoomRules:
    room: str
    label: str
    lines: tuple[ShownRule, ...]


def rules_by_room(by: Actor, *, text: str, on: date) -> tuple[RoomRules, ...]:
    """All rule values whose words or key hold ``text``, room by room."""
    rooms: dict[str, list[ShownRule]] = {}
    for line in _shown(by, on=on):
        if text.casefold() in f"{line.label} {line.key}".casefold():
            rooms.setdefault(line.key.split(".")[0], []).append(line)
    return tuple(
        RoomRules(room, str(ROOM_WORDS.get(room, room)), tuple(lines))
        for room, lines in rooms.items()
    )


def rule_line(by: Actor, key: str, *, on: date) -> ShownRule | None:
    return next((line for line in _shown(by, on=on) if line.key == key), None)


def _shown(by: Actor, *, on: date) -> Iterator[ShownRule]:
    lines = rule_lines(by, on=on)
    names = actor_names(by, (line.changed_by for line in lines))
    for line in lines:
        yield _row(line, names.get(line.changed_by, ""))


def _row(line: RuleLine, who: str) -> ShownRule:
    fallback = line.key.split(".", 1)[1].replace("_", " ")
    return ShownRule(
        key=line.key,
        label=str(RULE_WORDS.get(line.key, fallback)),
        value=line.value,
        value_word=str(VALUE_WORDS.get(line.unit, {}).get(line.value, line.value)),
        unit=str(UNIT_WORDS.get(line.unit, line.unit)),
        is_shipped=line.is_shipped,
        source=str(SOURCE_WORDS.get(line.source, line.source)),
        changed_by=who,
        changed_at=line.changed_at,
        valid_from=line.valid_from,
        coming=line.coming,
    )
