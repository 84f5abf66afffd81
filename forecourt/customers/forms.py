"""The shapes of what a browser may send about people and companies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.customers.commands import PartyFields
from forecourt.customers.models import (
    OWN_FIELDS,
    Channel,
    ConsentPurpose,
    ContactKind,
    PartyKind,
    RelationKind,
    Salutation,
)

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_EVERY = [("", _("Every channel")), *Channel.choices]


class FileParty(forms.Form):
    """A name and a phone are enough; the rest may follow."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=PartyKind, initial=PartyKind.PERSON, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    salutation = forms.ChoiceField(label=_("Form of address"), choices=Salutation, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=20, required=False)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)


class ChangeParty(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    salutation = forms.ChoiceField(label=_("Form of address"), choices=Salutation, required=False)
    born_on = forms.DateField(label=_("Birthday"), required=False, widget=_DAY)
    tax_number = forms.CharField(label=_("Tax number"), max_length=20, required=False)
    consultant_id = forms.UUIDField(label=_("Consultant"), required=False)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def offer(self, consultants: Iterable[tuple[UUID, str]]) -> None:
        """Show these people to choose from."""
        choices = [("", "—"), *((str(key), name) for key, name in consultants)]
        self.fields["consultant_id"].widget = forms.Select(choices=choices)

    def party(self) -> PartyFields:
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen_at"}
        return PartyFields(**said)


class AddContact(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind)
    value = forms.CharField(label=_("Number or address"), max_length=200)
    label = forms.CharField(
        label=_("Where"), max_length=40, required=False, help_text=_("Such as: work, at home")
    )


class Reveal(forms.Form):
    reason = forms.CharField(label=_("Why do you need it?"), max_length=200)


class GiveConsent(forms.Form):
    """The tick is never set beforehand: the customer says yes."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=ConsentPurpose)
    channel = forms.ChoiceField(label=_("Channel"), choices=_EVERY, required=False)
    evidence = forms.CharField(
        label=_("How the customer agreed"),
        max_length=200,
        help_text=_("Such as: signed form, said on the phone"),
    )
    agreed = forms.BooleanField(label=_("The customer has seen the text and agreed"))

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        values = dict(self.cleaned_data)
        del values["agreed"]
        return values


class Reason(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class TieRelation(forms.Form):
    kind = forms.ChoiceField(label=_("Relation"), choices=RelationKind)
    other_id = forms.UUIDField(label=_("To whom"), widget=forms.HiddenInput)
    held_from = forms.DateField(label=_("Since day"), widget=_DAY)


class EndRelation(forms.Form):
    held_until = forms.DateField(label=_("Until"), widget=_DAY)


class SetIdentity(forms.Form):
    identity_kind = forms.ChoiceField(
        label=_("Kind of paper"),
        choices=[
            ("resident", _("Resident identity card")),
            ("passport", _("Passport")),
            ("other", _("Other paper")),
        ],
    )
    number = forms.CharField(
        label=_("Paper number"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept masked: first and last sign only."),
    )


class MergeParties(forms.Form):
    """Which fields come from the file that goes; the others stay."""

    take = forms.MultipleChoiceField(choices=[(name, name) for name in OWN_FIELDS], required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
