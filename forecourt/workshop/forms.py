"""The shape of what a browser may send to the workshop."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.workshop.models import BayKind, Skill, StopReason

_MOMENT = {"type": "datetime-local", "step": "900"}


class PlaceJob(forms.Form):
    bay_id = forms.UUIDField(label=_("Bay"))
    starts_at = forms.DateTimeField(label=_("Start"))
    technician_id = forms.UUIDField(label=_("Technician"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)
    accept_effects = forms.BooleanField(required=False)


class StartJob(forms.Form):
    technician_id = forms.UUIDField(label=_("Technician"))


class StopJob(forms.Form):
    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=StopReason.choices, coerce=StopReason
    )


class ParkJob(forms.Form):
    where = forms.CharField(label=_("Where the car stands"), max_length=120)


class CarryOverJob(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=120)
    promise_at = forms.DateTimeField(
        label=_("New promise"), required=False, widget=forms.DateTimeInput(attrs=_MOMENT)
    )


class SetPromise(forms.Form):
    promise_at = forms.DateTimeField(label=_("Promised"), widget=forms.DateTimeInput(attrs=_MOMENT))


class CheckJob(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class SetUpBay(forms.Form):
    kind = forms.TypedChoiceField(label=_("Kind"), choices=BayKind.choices, coerce=BayKind)
    name = forms.CharField(label=_("Bay name"), max_length=20)
    position = forms.IntegerField(label=_("Line on the board"), min_value=1, max_value=90)


class ReviewSkill(forms.Form):
    staff_id = forms.UUIDField(label=_("Technician"))
    skill = forms.TypedChoiceField(label=_("Skill"), choices=Skill.choices, coerce=Skill)
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[(1, _("1 learns")), (2, _("2 works alone")), (3, _("3 teaches"))],
        coerce=int,
    )
