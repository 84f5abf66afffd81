"""Names of the trade that are data carry both languages; a person reads one of them."""

from __future__ import annotations

from django.utils.translation import get_language


def said(zh: str, en: str) -> str:
    """The text in the language that is active, or the other one where it is not written."""
    return (zh or en) if is_chinese() else (en or zh)


def is_chinese() -> bool:
    """Whether the reader's language is Chinese: the store's own where none is active."""
    return (get_language() or "zh").startswith("zh")
