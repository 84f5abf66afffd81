"""The shape of what an owner's browser may send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models import ConsentPurpose
from forecourt.customers.rules import phone_e164
from forecourt.workshop.models import WaitType


class AskCode(forms.Form):
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "autofocus": True}
        ),
    )

    def clean_phone(self) -> str:
        """Say so where it can be no phone at all; whose it is stays unsaid."""
        phone: str = self.cleaned_data["phone"]
        if phone_e164(phone) is None:
            raise forms.ValidationError(_("This is no phone number. Look at it again."))
        return phone


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


class BookSlot(forms.Form):
    vehicle_id = forms.UUIDField()
    menu_code = forms.CharField(max_length=12, required=False)
    arrives_at = forms.DateTimeField(
        label=_("Time"), input_formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"]
    )
    wait_type = forms.ChoiceField(label=_("Do you wait here?"), choices=WaitType.choices)
    words = forms.CharField(label=_("What shall we look at?"), max_length=400, required=False)


class AnswerLines(forms.Form):
    """Chosen lines, each with the version that was read: ``<line id>:<version>``."""

    lines = forms.MultipleChoiceField(required=False)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("later", "later")])

    def __init__(self, data: Any = None) -> None:  # Any: what a browser sent
        super().__init__(data)
        asked = data.getlist("lines") if data is not None else []
        lines = self.fields["lines"]
        assert isinstance(lines, forms.MultipleChoiceField)
        lines.choices = [(value, value) for value in asked]

    def clean_lines(self) -> dict[UUID, int]:
        found = {}
        for value in self.cleaned_data["lines"]:
            key, _colon, version = value.partition(":")
            try:
                found[UUID(key)] = int(version)
            except ValueError as error:
                raise forms.ValidationError(_("Reload the page and choose again.")) from error
        return found


class NoteKilometres(forms.Form):
    vehicle_id = forms.UUIDField(widget=forms.HiddenInput)
    km = forms.IntegerField(
        label=_("Kilometres on the odometer"),
        min_value=0,
        max_value=2_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class SwitchConsent(forms.Form):
    purpose = forms.ChoiceField(choices=ConsentPurpose.choices)
    is_on = forms.BooleanField(required=False)


class CancelBooking(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=120)
