"""What the search box finds, with the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from forecourt.customers.queries import PartyHit, find
from forecourt.desk.queries.ways import way
from forecourt.kernel.actor import Actor
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags import ui_tags

FEW, MANY = 8, 50

# subject -> screen, icon
_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "customers.party": ("desk:customer", "user"),
    "vehicles.vehicle": ("vehicles:vehicle", "car"),
    "sales.quotation": ("sales:quotation", "file-invoice"),
    "sales.order": ("sales:order", "receipt-yuan"),
    "service.order": ("service:order", "clipboard-check"),
    "service.appointment": ("service:appointment", "calendar-event"),
    "finance.bill": ("finance:bill", "cash"),
}
_KEYS: Mapping[str, Label] = {
    "name": pgettext_lazy("key", "name"),
    "pinyin": pgettext_lazy("key", "pinyin"),
    "initials": pgettext_lazy("key", "initials"),
    "phone": pgettext_lazy("key", "phone"),
    "plate": pgettext_lazy("key", "plate"),
    "vin": pgettext_lazy("key", "VIN"),
    "document": pgettext_lazy("key", "number"),
}
_DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: whom or what it names, by which key, and the way there."""

    icon: str
    name: str
    label: str
    key: Label
    phone: str
    href: str


def found(by: Actor, text: str, *, limit: int) -> list[Found]:
    """One statement. Those who may not see customers find cars and documents only."""
    hits = find(by, text, limit)
    if not by.may("customers.view_party"):
        hits = tuple(hit for hit in hits if hit.subject_kind != "customers.party")
        return [_found(by, hit, with_name=False) for hit in hits]
    return [_found(by, hit, with_name=True) for hit in hits]


def _found(by: Actor, hit: PartyHit, *, with_name: bool) -> Found:
    screen, icon = _SUBJECTS.get(hit.subject_kind, ("", "file-text"))
    href = way(screen, hit.subject) if screen else ""
    leads_to_party = with_name and by.may("desk.view_customer") and hit.party_id is not None
    if leads_to_party and (hit.found_by != _DOCUMENT or not href):
        href = way("desk:customer", hit.party_id)
    label = ui_tags.plate(hit.label) if hit.found_by == "plate" else hit.label
    return Found(
        icon=icon,
        name=hit.name if with_name and hit.name else label,
        label="" if label == hit.name or not hit.name else label,
        key=_KEYS.get(hit.found_by, hit.found_by),
        phone=hit.phone if with_name else "",
        href=href,
    )
