"""The shape of what a browser may send to the store's own screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.store.models import DeviceKind


class LogIn(forms.Form):
    username = forms.CharField(label=_("Login name"), max_length=40)
    password = forms.CharField(label=_("Password"), max_length=200, widget=forms.PasswordInput)


class ChooseStore(forms.Form):
    store_id = forms.UUIDField()


class PairDevice(forms.Form):
    code = forms.CharField(label=_("Code on the screen"), min_length=8, max_length=12)
    name = forms.CharField(label=_("Name of the screen"), max_length=40)
    kind = forms.TypedChoiceField(
        label=_("What it shows"), choices=DeviceKind.choices, coerce=DeviceKind
    )


WEEKDAYS = (
    (1, _("Mon")),
    (2, _("Tue")),
    (3, _("Wed")),
    (4, _("Thu")),
    (5, _("Fri")),
    (6, _("Sat")),
    (7, _("Sun")),
)


class SetWorkWeek(forms.Form):
    valid_from = forms.DateField(
        label=_("From this day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Works on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any day the person has no shifts from then on."),
    )
    begins = forms.TimeField(
        label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class DeclareHoliday(forms.Form):
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = forms.CharField(label=_("Name of the holiday"), max_length=40)
    is_worked = forms.BooleanField(label=_("A weekend day that is worked for it"), required=False)
    store_opens = forms.BooleanField(label=_("The store opens all the same"), required=False)
