"""What a station's cases are made of: the colored shares in the infield."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from forecourt.desk.queries.tally import Tally
from forecourt.ui.navigation import Label

WEIGHTS = 12  # classes fx-1 to fx-12

# In the order in which the trade walks them: share -> class st-*, word.
_WORDS: Mapping[str, tuple[str, Label]] = {
    "visiting": ("work", pgettext_lazy("share", "in the showroom")),
    "new": ("recv", pgettext_lazy("share", "new")),
    "assigned": ("part", pgettext_lazy("share", "assigned")),
    "contacted": ("done", pgettext_lazy("share", "in contact")),
    "level_h": ("late", pgettext_lazy("share", "H")),
    "level_a": ("part", pgettext_lazy("share", "A")),
    "level_b": ("work", pgettext_lazy("share", "B")),
    "level_c": ("wait", pgettext_lazy("share", "C")),
    "driving": ("work", pgettext_lazy("share", "on the road")),
    "draft": ("wait", pgettext_lazy("share", "in draft")),
    "approval_wanted": ("qc", pgettext_lazy("share", "discount to approve")),
    "sent": ("recv", pgettext_lazy("share", "with the customer")),
    "approved": ("recv", pgettext_lazy("share", "deposit to pay")),
    "deposit_paid": ("part", pgettext_lazy("share", "car to allocate")),
    "allocated": ("work", pgettext_lazy("share", "PDI and payment")),
    "paid": ("qc", pgettext_lazy("share", "to invoice")),
    "invoiced": ("wash", pgettext_lazy("share", "to register")),
    "registered": ("done", pgettext_lazy("share", "registered")),
    "to_plan": ("part", pgettext_lazy("share", "to plan")),
    "planned": ("recv", pgettext_lazy("share", "planned")),
    "in_progress": ("work", pgettext_lazy("share", "being handed over")),
    "signed": ("done", pgettext_lazy("share", "signed")),
    "booked": ("recv", pgettext_lazy("share", "booked")),
    "confirmed": ("work", pgettext_lazy("share", "confirmed")),
    "prepared": ("done", pgettext_lazy("share", "prepared")),
    "arrived": ("part", pgettext_lazy("share", "just arrived")),
    "opened": ("recv", pgettext_lazy("share", "walk-around")),
    "inspected": ("recv", pgettext_lazy("share", "to estimate")),
    "estimated": ("part", pgettext_lazy("share", "to approve")),
    "authorised": ("wait", pgettext_lazy("share", "to dispatch")),
    "dispatched": ("wait", pgettext_lazy("share", "dispatched")),
    "working": ("work", pgettext_lazy("share", "in work")),
    "wants_part": ("part", pgettext_lazy("share", "waits for parts")),
    "stopped": ("wait", pgettext_lazy("share", "stopped")),
    "work_done": ("part", pgettext_lazy("share", "waits for the check")),
    "in_quality_check": ("qc", pgettext_lazy("share", "being checked")),
    "quality_passed": ("qc", pgettext_lazy("share", "passed")),
    "washing": ("wash", pgettext_lazy("share", "wash")),
    "ready": ("done", pgettext_lazy("share", "ready to collect")),
    "settled": ("recv", pgettext_lazy("share", "at the gate")),
    "phone": ("work", pgettext_lazy("share", "by phone")),
    "wechat": ("done", pgettext_lazy("share", "by WeChat")),
    "sms": ("wash", pgettext_lazy("share", "by text message")),
    "face": ("recv", pgettext_lazy("share", "face to face")),
    "mail_letter": ("qc", pgettext_lazy("share", "by letter")),
    "gift": ("part", pgettext_lazy("share", "gift")),
    "board": ("wait", pgettext_lazy("share", "on the board")),
    "in_app": ("wait", pgettext_lazy("share", "in the app")),
}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a station's cases; ``stage`` is a class st-*, ``weight`` a class fx-*."""

    stage: str
    label: str
    count: int
    weight: int


def shares_of(rows: Iterable[Tally], *, mine_only: bool) -> tuple[Share, ...]:
    """The shares that hold a case."""
    counted = {row.share: row.mine if mine_only else row.count for row in rows}
    whole = sum(counted.values())
    return tuple(
        Share(stage, str(label), counted[key], max(1, round(WEIGHTS * counted[key] / whole)))
        for key, (stage, label) in _WORDS.items()
        if counted.get(key)
    )
