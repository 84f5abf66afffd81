"""Words for the keys of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from forecourt.customers.queries import PartyCard
from forecourt.desk.queries.customer import Paper
from forecourt.desk.words import FACT_WORDS, FIELD_WORDS
from forecourt.finance.models.bill import BillState
from forecourt.sales.models.order import OrderState
from forecourt.sales.models.quotation import VersionState
from forecourt.service.models.order import FloorStage
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags.ui_tags import badge

FEN_PER_YUAN = 100
PAPER_WORDS: Mapping[str, Label] = {
    "quotation": pgettext_lazy("document", "Quotation"),
    "order": pgettext_lazy("document", "Sales order"),
    "repair": pgettext_lazy("document", "Repair order"),
    "bill": pgettext_lazy("document", "Bill"),
}
PAPER_STATES: Mapping[str, Mapping[str, Label]] = {
    "quotation": {member.value: member.label for member in VersionState},
    "order": {member.value: member.label for member in OrderState},
    "repair": {member.value: member.label for member in FloorStage},
    "bill": {member.value: member.label for member in BillState},
}
PAPER_STAGES: Mapping[str, str] = {
    "accepted": "done",
    "delivered": "done",
    "reported": "done",
    "closed": "done",
    "gate_out": "done",
    "posted": "done",
    "settled": "done",
    "ready": "done",
    "ready_for_delivery": "done",
    "sent": "recv",
    "approved": "recv",
    "working": "work",
    "stopped": "part",
    "approval_wanted": "qc",
    "in_quality_check": "qc",
    "washing": "wash",
    "estimated": "part",
}

register = template.Library()


@register.filter
def fact_word(kind: str) -> Label:
    """What a fact says, in words; the bare key when the house has no words for it yet."""
    return FACT_WORDS.get(kind, kind)


@register.filter
def field_word(name: str) -> Label:
    return FIELD_WORDS.get(name, name.removesuffix("_id").replace("_", " "))


@register.filter
def may_market(card: PartyCard) -> bool:
    """Whether consent to marketing is in force."""
    return any(row.purpose == "marketing" and row.state == "active" for row in card.consents)


@register.filter
def money_short(fen: int) -> str:
    """Whole yuan for the head of a page."""
    return f"¥{fen // FEN_PER_YUAN:,}"


@register.filter
def paper_word(kind: str) -> Label:
    return PAPER_WORDS[kind]


@register.filter
def paper_badge(paper: Paper) -> SafeString:
    """The state of a document in its room's own words."""
    word = PAPER_STATES[paper.kind].get(paper.state, paper.state)
    return badge(PAPER_STAGES.get(paper.state, "wait"), str(word))
