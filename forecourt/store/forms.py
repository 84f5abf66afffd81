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
