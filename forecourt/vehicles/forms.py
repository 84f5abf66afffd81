"""The shapes of what a browser may send about cars."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.vehicles.models import PlateKind, ReadingSource, VehicleRole
from forecourt.vehicles.rules import FREE_KINDS

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_KINDS = [
    ("", _("By its form")),
    *((kind.value, kind.label) for kind in PlateKind if kind.value in FREE_KINDS),
]


class RegisterVehicle(forms.Form):
    vin = forms.CharField(
        label=_("VIN"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    vin_reason = forms.CharField(
        label=_("Why a wrong check digit is kept"), max_length=200, required=False
    )
    plate = forms.CharField(label=_("Plate"), max_length=16, required=False)
    plate_kind = forms.ChoiceField(label=_("Kind of plate"), choices=_KINDS, required=False)
    product_code = forms.CharField(label=_("Grade"), max_length=24, required=False)
    model_text = forms.CharField(label=_("Model of another marque"), max_length=80, required=False)
    colour_text = forms.CharField(label=_("Colour"), max_length=40, required=False)
    engine_number = forms.CharField(
        label=_("Engine or motor number"), max_length=30, required=False
    )
    first_registered_on = forms.DateField(label=_("First registered"), required=False, widget=_DAY)
    owner_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def offer(self, grades: list[tuple[str, str]]) -> None:
        """Show these grades to choose from, by product code."""
        choices = [("", "—"), *grades]
        self.fields["product_code"].widget = forms.Select(choices=choices)


class ChangeVehicle(forms.Form):
    vin = forms.CharField(label=_("VIN"), max_length=24, required=False)
    vin_reason = forms.CharField(
        label=_("Why a wrong check digit is kept"), max_length=200, required=False
    )
    product_code = forms.CharField(label=_("Grade"), max_length=24, required=False)
    model_text = forms.CharField(label=_("Model of another marque"), max_length=80, required=False)
    colour_text = forms.CharField(label=_("Colour"), max_length=40, required=False)
    engine_number = forms.CharField(
        label=_("Engine or motor number"), max_length=30, required=False
    )
    first_registered_on = forms.DateField(label=_("First registered"), required=False, widget=_DAY)
    delivered_on = forms.DateField(label=_("Handed over on"), required=False, widget=_DAY)
    is_severe_use = forms.BooleanField(label=_("Severe use"), required=False)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def offer(self, grades: list[tuple[str, str]]) -> None:
        """Show these grades to choose from, by product code."""
        choices = [("", "—"), *grades]
        self.fields["product_code"].widget = forms.Select(choices=choices)


class PutPlate(forms.Form):
    plate = forms.CharField(label=_("Plate"), max_length=24)
    kind = forms.ChoiceField(label=_("Kind of plate"), choices=_KINDS, required=False)
    held_from = forms.DateField(label=_("Since day"), widget=_DAY)


class TakeOffPlate(forms.Form):
    held_until = forms.DateField(label=_("Until"), widget=_DAY)


class SetVehicleParty(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=VehicleRole)
    party_id = forms.UUIDField(label=_("Which person"), widget=forms.HiddenInput)
    held_from = forms.DateField(label=_("Since day"), widget=_DAY)


class EndVehicleParty(forms.Form):
    held_until = forms.DateField(label=_("Until"), widget=_DAY)


class SellOn(forms.Form):
    to_party_id = forms.UUIDField(label=_("To whom"), required=False, widget=forms.HiddenInput)
    on = forms.DateField(label=_("On"), widget=_DAY)


class ReadOdometer(forms.Form):
    km = forms.IntegerField(label=_("Kilometres"), min_value=0, max_value=2_000_000)
    reading_source = forms.ChoiceField(
        label=_("Where from"), choices=ReadingSource, initial=ReadingSource.PHONE
    )
    is_replaced = forms.BooleanField(label=_("The odometer was replaced"), required=False)


class StrikeReading(forms.Form):
    reading_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is wrong"), max_length=200)
