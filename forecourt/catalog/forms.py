"""The shapes of what a browser may send to the catalogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import BayKind, PriceKind, SkillCode
from forecourt.kernel.money import fen

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DraftPriceList(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PriceKind)
    name = forms.CharField(label=_("Name"), max_length=80)
    valid_from = forms.DateField(label=_("Valid from"), widget=_DAY)


class SetPrice(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40)
    price = forms.CharField(label=_("Price in yuan, tax included"), max_length=20)

    def clean_price(self) -> int:
        try:
            price_fen = fen(self.cleaned_data["price"])
        except ValueError as error:
            raise forms.ValidationError(_("An amount in yuan, such as 1,280.00.")) from error
        if price_fen < 0:
            raise forms.ValidationError(_("A price is not below nothing."))
        return price_fen


class DropPrice(forms.Form):
    code = forms.CharField(max_length=40)


class ChangeLabour(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    standard_minutes = forms.IntegerField(label=_("Standard minutes"), min_value=1, max_value=6000)
    skill = forms.ChoiceField(label=_("Skill"), choices=SkillCode)
    bay_kind = forms.ChoiceField(label=_("Bay"), choices=BayKind)


class FileLabour(ChangeLabour):
    code = forms.CharField(label=_("Code"), max_length=20)
    field_order = ["code"]


class ChangeMenu(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    bay_minutes = forms.IntegerField(label=_("Minutes in the bay"), min_value=1, max_value=600)
    technicians = forms.IntegerField(label=_("Technicians"), min_value=1, max_value=4)
    promise_minutes = forms.IntegerField(label=_("Promise in minutes"), min_value=1, max_value=1440)


class ChangePlanRow(forms.Form):
    first_km = forms.IntegerField(
        label=_("First km"), min_value=1, max_value=2_000_000, required=False
    )
    first_months = forms.IntegerField(
        label=_("First months"), min_value=1, max_value=600, required=False
    )
    repeat_km = forms.IntegerField(
        label=_("Then every km"), min_value=1, max_value=2_000_000, required=False
    )
    repeat_months = forms.IntegerField(
        label=_("Then every months"), min_value=1, max_value=600, required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=6000)
