"""Made-up values for the page that shows every component (``/ui/``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import pgettext_lazy

from forecourt.kernel import clock
from forecourt.ui.paging import Page
from forecourt.ui.strip import Move, Strip, steps

STAGES = (
    ("wait", pgettext_lazy("sample", "Waiting")),
    ("recv", pgettext_lazy("sample", "Reception")),
    ("work", pgettext_lazy("sample", "In work")),
    ("part", pgettext_lazy("sample", "Waiting for parts")),
    ("qc", pgettext_lazy("sample", "Quality check")),
    ("wash", pgettext_lazy("sample", "Wash")),
    ("done", pgettext_lazy("sample", "Ready")),
    ("late", pgettext_lazy("sample", "Late")),
    ("plan", pgettext_lazy("sample", "Planned")),
)


@dataclass(frozen=True, slots=True)
class Row:
    stage: str
    word: str
    plate: str
    model: str
    promise_at: datetime
    total_fen: int


class SampleForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("sample", "Name"), max_length=40)
    phone = forms.CharField(
        label=pgettext_lazy("sample", "Phone"),
        help_text=pgettext_lazy("sample", "Eleven digits."),
        widget=forms.TextInput(attrs={"placeholder": "138 0013 8000", "inputmode": "tel"}),
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("sample", "Level"), choices=[("H", "H"), ("A", "A"), ("B", "B")]
    )
    due_on = forms.DateField(
        label=pgettext_lazy("sample", "Due"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=pgettext_lazy("sample", "Note"), required=False, widget=forms.Textarea
    )
    consent = forms.BooleanField(
        label=pgettext_lazy("sample", "May be called about offers"), required=False
    )


def context() -> dict[str, object]:
    at = clock.now()
    rows = tuple(_rows(at))
    wrong = SampleForm({"name": "", "phone": "12", "level": "H", "due_on": "x"})
    wrong.is_valid()
    labels = tuple(word for _stage, word in STAGES[:7])
    moves = (
        Move(pgettext_lazy("sample", "Start"), "#", "player-play", is_link=True),
        Move(pgettext_lazy("sample", "Assign"), dialog="sample-dialog", icon="user-check"),
        Move(
            pgettext_lazy("sample", "Settle"),
            refusal=pgettext_lazy("sample", "Two lines are not approved yet."),
        ),
    )
    return {
        "at": at,
        "stages": STAGES,
        "page": Page(rows, 1, 1234),
        "form": SampleForm(),
        "wrong": wrong,
        "strip": Strip(steps(labels, 2), moves),
    }


def _rows(at: datetime) -> list[Row]:
    plates = ("沪ADK3752", "浙F52T8Q", "沪C9R31M", "苏E6P28A", "沪BF88888")
    models = ("E6", "X5 380T", "X7", "L3", "M8")
    return [
        Row(stage, str(word), plate, model, at + timedelta(minutes=30 * (number - 1)), 86_000)
        for number, ((stage, word), plate, model) in enumerate(
            zip(STAGES, plates, models, strict=False)
        )
    ]
