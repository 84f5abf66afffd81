"""Every write of the owner's page."""

from forecourt.portal.commands.entry import ask_code, enter_code, leave, make_page
from forecourt.portal.commands.word import answer_lines, ask_word, note_kilometres, switch_consent

__all__ = [
    "answer_lines",
    "ask_code",
    "ask_word",
    "enter_code",
    "leave",
    "make_page",
    "note_kilometres",
    "switch_consent",
]
