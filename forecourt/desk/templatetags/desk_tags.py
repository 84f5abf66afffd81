"""Words for the keys of the journal."""

from __future__ import annotations

from django import template

from forecourt.desk.words import FACT_WORDS, FIELD_WORDS
from forecourt.ui.navigation import Label

register = template.Library()


@register.filter
def fact_word(kind: str) -> Label:
    """What a fact says, in words; the bare key when the house has no words for it yet."""
    return FACT_WORDS.get(kind, kind)


@register.filter
def field_word(name: str) -> Label:
    return FIELD_WORDS.get(name, name.removesuffix("_id").replace("_", " "))
