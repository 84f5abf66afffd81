"""The shapes of what a browser may send to the pre-sale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.customers.rules import phone_e164
from forecourt.leads.models import (
    RATINGS,
    Channel,
    ContactResult,
    DealKind,
    Direction,
    IntentLevel,
    InvalidReason,
    LostReason,
    Origin,
    Outcome,
    Route,
    VisitReason,
)

Choice = tuple[UUID | str, str]
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def apart(**named: forms.Form) -> dict[str, forms.Form]:
    """Forms that stand on one page: each with names of its own for labels to point at."""
    for name, form in named.items():
        form.auto_id = f"{name}-%s"
    return named


class PhoneField(forms.CharField):
    """A phone that somebody writes down; what nobody can call is told at the field."""

    def clean(self, value: Any) -> Any:  # Any: Django's signature
        text = super().clean(value)
        if text and phone_e164(text) is None:
            sentence = gettext("“%(phone)s” is no phone number.") % {"phone": text}
            raise forms.ValidationError(sentence)
        return text


class Offering(forms.Form):
    """A form whose drop-downs are filled by the screen; only the shape of a key is checked."""

    def offer(self, **choices: Iterable[Choice]) -> None:
        """Put choices behind fields that take a key; an optional one begins with nothing."""
        for name, offered in choices.items():
            field = self.fields[name]
            first: list[Choice] = [] if field.required else [("", "—")]
            field.widget = forms.Select(
                choices=[*first, *((str(key), str(word)) for key, word in offered)]
            )


class GreetVisitor(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=VisitReason, initial=VisitReason.NEW_CAR, required=False
    )
    party_size = forms.IntegerField(
        label=_("People"), min_value=1, max_value=50, initial=1, required=False
    )

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        return {
            "reason": VisitReason(self.cleaned_data["reason"] or VisitReason.NEW_CAR),
            "party_size": self.cleaned_data["party_size"] or 1,
        }


class FileVisit(Offering):
    """Four inputs and a button; what is folded away has sensible values."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Phone"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    consultant_id = forms.UUIDField(label=_("Consultant"), required=False)
    party_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    visit_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    party_size = forms.IntegerField(
        label=_("People"), min_value=1, max_value=50, initial=1, required=False
    )
    origin = forms.ChoiceField(
        label=_("How did they hear of us"), choices=Origin, initial=Origin.WALK_IN, required=False
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=IntentLevel, initial=IntentLevel.C, required=False
    )
    present_car = forms.CharField(label=_("Present car"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """Nobody new is filed without a phone; whether the name is needed, the command knows."""
        data = self.cleaned_data
        if not (data.get("party_id") or data.get("phone") or "phone" in self.errors):
            sentence = gettext("A file needs a name and a phone. Else count the visitor only.")
            self.add_error("phone", sentence)
        return data

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        values = dict(self.cleaned_data)
        values["party_size"] = values["party_size"] or 1
        values["origin"] = Origin(values["origin"] or Origin.WALK_IN)
        values["level"] = IntentLevel(values["level"] or IntentLevel.C)
        return values


class CloseVisit(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it end"), choices=Outcome)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ReceiveLead(Offering):
    origin = forms.ChoiceField(label=_("Source"), choices=Origin, initial=Origin.WEB_FORM)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    phone = PhoneField(
        label=_("Phone"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    plate = forms.CharField(label=_("Plate"), max_length=12, required=False)
    address = forms.CharField(label=_("Address"), max_length=160, required=False)
    words = forms.CharField(
        label=_("In the customer's words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssignLead(Offering):
    assignee_id = forms.UUIDField(label=_("Who answers"))


class ContactLead(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel, initial=Channel.PHONE)
    result = forms.ChoiceField(label=_("Result"), choices=ContactResult)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)


class QualifyLead(Offering):
    level = forms.ChoiceField(label=_("Level"), choices=IntentLevel, initial=IntentLevel.B)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    consultant_id = forms.UUIDField(label=_("Consultant"), required=False)


class MarkLeadInvalid(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=InvalidReason)


class MarkLeadDuplicate(forms.Form):
    duplicate_of_id = forms.UUIDField(label=_("The other lead"))


class TakeCall(Offering):
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    words = forms.CharField(
        label=_("What does the caller want"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    makes_lead = forms.BooleanField(
        label=_("Interested in a car: put into the lead inbox"), required=False
    )


class MakeContact(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel, initial=Channel.PHONE)
    direction = forms.ChoiceField(label=_("Who called"), choices=Direction, initial=Direction.OUT)
    result = forms.ChoiceField(label=_("Result"), choices=ContactResult)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("As it is")), *IntentLevel.choices], required=False
    )
    note = forms.CharField(
        label=_("What was said"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_step = forms.CharField(label=_("Next step"), max_length=120, required=False)
    next_on = forms.DateField(label=_("Next contact on"), required=False, widget=_DAY)

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        values = dict(self.cleaned_data)
        values["level"] = IntentLevel(values["level"]) if values["level"] else None
        return values


class SetLevel(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=IntentLevel)
    reason = forms.CharField(
        label=_("What makes you think so"),
        max_length=200,
        help_text=_("H: drove or has a quotation, has the money and a date."),
    )


class ChangeOpportunity(Offering):
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    wish = forms.CharField(label=_("Wish"), max_length=160, required=False)
    present_car = forms.CharField(label=_("Present car"), max_length=80, required=False)


class StartOpportunity(forms.Form):
    """For whom a deal is filed, and what it begins with."""

    party = forms.UUIDField()
    kind = forms.ChoiceField(choices=DealKind, required=False)
    origin = forms.ChoiceField(choices=Origin, required=False)

    def begun(self) -> dict[str, str]:
        data = self.cleaned_data
        kind, origin = data["kind"] or DealKind.NEW, data["origin"] or Origin.OWNER_BASE
        return {"deal_kind": kind, "origin": origin}


class FileOpportunity(Offering):
    party_id = forms.UUIDField(widget=forms.HiddenInput)
    model_id = forms.UUIDField(label=_("Model of interest"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=IntentLevel, initial=IntentLevel.C)
    deal_kind = forms.ChoiceField(label=_("Kind of deal"), choices=DealKind, initial=DealKind.NEW)
    origin = forms.ChoiceField(label=_("Source"), choices=Origin, initial=Origin.OWNER_BASE)
    consultant_id = forms.UUIDField(label=_("Consultant"), required=False)
    wish = forms.CharField(label=_("Wish"), max_length=160, required=False)
    present_car = forms.CharField(label=_("Present car"), max_length=80, required=False)

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        values = dict(self.cleaned_data)
        values["level"] = IntentLevel(values["level"])
        values["deal_kind"] = DealKind(values["deal_kind"])
        values["origin"] = Origin(values["origin"])
        return values


class AssignOpportunity(Offering):
    consultant_id = forms.UUIDField(label=_("Consultant"))


class LoseOpportunity(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=LostReason)
    competitor = forms.CharField(label=_("Who won: car or dealer"), max_length=60, required=False)
    note = forms.CharField(label=_("In words"), max_length=400, required=False)
    revisit_on = forms.DateField(label=_("Ask again on"), required=False, widget=_DAY)


class FreezeOpportunity(forms.Form):
    revive_on = forms.DateField(label=_("Until"), widget=_DAY)


class BookTestDrive(Offering):
    demo_car_id = forms.UUIDField(label=_("Demo car"))
    opportunity_id = forms.UUIDField(label=_("Customer"))
    starts_at = forms.DateTimeField(
        label=_("Begins at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 900}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    route = forms.ChoiceField(label=_("Route"), choices=Route, initial=Route.TOWN, required=False)

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        return {**self.cleaned_data, "route": Route(self.cleaned_data["route"] or Route.TOWN)}


class StartTestDrive(forms.Form):
    licence_valid_until = forms.DateField(label=_("Licence seen, valid until"), widget=_DAY)
    km_out = forms.IntegerField(label=_("Kilometers out"), min_value=0, max_value=2_000_000)
    has_consent = forms.BooleanField(
        label=_("The customer has read what is kept about the drive, and agrees"), required=False
    )
    signature = forms.CharField(
        label=_("Agreement signed"), widget=forms.HiddenInput, required=False, max_length=2_000_000
    )


class FinishTestDrive(forms.Form):
    km_in = forms.IntegerField(label=_("Kilometers in"), min_value=0, max_value=2_000_000)
    has_damage = forms.ChoiceField(
        label=_("Is there new damage?"),
        choices=[("", "—"), ("no", _("No new damage")), ("yes", _("New damage"))],
    )
    damage = forms.CharField(label=_("New damage"), max_length=200, required=False)
    rating_start = forms.IntegerField(label=_("Starting"), min_value=1, max_value=5, required=False)
    rating_brake = forms.IntegerField(label=_("Braking"), min_value=1, max_value=5, required=False)
    rating_curve = forms.IntegerField(label=_("Curves"), min_value=1, max_value=5, required=False)
    rating_noise = forms.IntegerField(label=_("Noise"), min_value=1, max_value=5, required=False)
    rating_parking = forms.IntegerField(
        label=_("Parking"), min_value=1, max_value=5, required=False
    )
    compared_with = forms.CharField(label=_("Compared with"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:  # Any: a form's values
        """Damage is looked for each time, and said in words where there is any."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("has_damage") == "yes" and not data.get("damage"):
            self.add_error("damage", _("Say what is damaged."))
        if data.get("has_damage") == "no" and data.get("damage"):
            self.add_error("has_damage", _("You say what is damaged: choose yes."))
        return data

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        data = self.cleaned_data
        return {
            "km_in": data["km_in"],
            "damage": data["damage"] if data["has_damage"] == "yes" else "",
            "compared_with": data["compared_with"],
            "ratings": {name: data[name] for name in RATINGS},
        }


class CancelTestDrive(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
    is_no_show = forms.BooleanField(label=_("The customer did not come"), required=False)


class PutUpDemoCar(Offering):
    vehicle_id = forms.UUIDField(label=_("Vehicle"))
    name = forms.CharField(label=_("Name on the calendar"), max_length=60)
    insured_until = forms.DateField(label=_("Insured until"), widget=_DAY)
    inspected_until = forms.DateField(label=_("Inspected until"), widget=_DAY)


class ChangeDemoCar(forms.Form):
    insured_until = forms.DateField(label=_("Insured until"), widget=_DAY)
    inspected_until = forms.DateField(label=_("Inspected until"), widget=_DAY)
    is_withdrawn = forms.BooleanField(label=_("Out of use"), required=False)
