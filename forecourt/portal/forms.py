"""The shape of what an owner's browser may send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskCode(forms.Form):
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "autofocus": True}
        ),
    )


class EnterCode(forms.Form):
    code = forms.RegexField(
        r"^\s*[0-9]{6}\s*$",
        label=_("Code from the message"),
        error_messages={"invalid": _("The code has six digits.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )
    car = forms.CharField(
        label=_("Plate, or last six signs of the VIN"),
        help_text=_("Only the first time."),
        max_length=20,
        required=False,
    )
