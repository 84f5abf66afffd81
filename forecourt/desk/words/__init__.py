"""The words people know the house's keys by: rooms, rule values, units, facts, fields."""

from forecourt.desk.words.facts import FACT_WORDS
from forecourt.desk.words.rooms import FIELD_WORDS, ROOM_WORDS
from forecourt.desk.words.rules import RULE_WORDS, SOURCE_WORDS, UNIT_WORDS, VALUE_WORDS

__all__ = [
    "FACT_WORDS",
    "FIELD_WORDS",
    "ROOM_WORDS",
    "RULE_WORDS",
    "SOURCE_WORDS",
    "UNIT_WORDS",
    "VALUE_WORDS",
]
