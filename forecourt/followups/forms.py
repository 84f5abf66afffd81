"""The shape of what a browser may send about tasks and rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.followups.models import Result, TaskChannel
from forecourt.followups.models.rule import Unit


class NoteResult(forms.Form):
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices)
    note = forms.CharField(
        label=_("What was said"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = forms.DateField(
        label=_("Next contact"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class GiveConsent(forms.Form):
    evidence = forms.CharField(label=_("How it was given"), max_length=160)


class HandOver(forms.Form):
    task_ids = forms.TypedMultipleChoiceField(coerce=UUID)
    staff_id = forms.UUIDField(label=_("To"))
    reason = forms.CharField(label=_("Reason"), max_length=160)

    def __init__(self, data: Any = None) -> None:  # Any: what a browser sent
        super().__init__(data)
        asked = data.getlist("task_ids") if data is not None else []
        choices = self.fields["task_ids"]
        assert isinstance(choices, forms.TypedMultipleChoiceField)
        choices.choices = [(key, key) for key in asked]


class ChangeRule(forms.Form):
    """A new dated version: each step has its own prefix, ``<step id>-<field>``."""

    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_on = forms.BooleanField(label=_("The rule is on"), required=False)
    note = forms.CharField(label=_("Why it changes"), max_length=200)


class ChangeStep(forms.Form):
    amount = forms.IntegerField(label=_("Due"), min_value=-400, max_value=400)
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=TaskChannel.choices)
    priority = forms.IntegerField(label=_("Priority"), min_value=0, max_value=100)
    opening_zh = forms.CharField(
        label=_("Opening words, Chinese"), widget=forms.Textarea(attrs={"rows": 2})
    )
    opening_en = forms.CharField(
        label=_("Opening words, English"), widget=forms.Textarea(attrs={"rows": 2})
    )
