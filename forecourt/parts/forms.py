"""The shape of what the store room may send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.parts.models import OrderKind, OrderState, OriginClass
from forecourt.ui.fields import QuantityField, YuanField


class _PartFields(forms.Form):
    name = forms.CharField(label=_("Part name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=12, initial="件")
    origin_class = forms.ChoiceField(label=_("Origin class"), choices=OriginClass.choices)
    producer = forms.CharField(label=_("Producer"), max_length=80, required=False)
    fits = forms.CharField(label=_("Fits"), max_length=200, required=False)
    price_fen = YuanField(label=_("Price with tax"), required=False)


class ChangePart(_PartFields):
    """All but the number, which documents name."""


class FilePart(_PartFields):
    number = forms.CharField(label=_("Part number"), max_length=40)
    field_order = ("number",)


class PutInBin(forms.Form):
    bin_code = forms.CharField(label=_("Bin"), max_length=20)


class ChooseRequests(forms.Form):
    """Ticked lines of the picking list."""

    request_ids = forms.Field(label=_("Lines"), widget=forms.MultipleHiddenInput)

    def clean_request_ids(self) -> list[Any]:  # Any: keys, as the field below makes them
        key = forms.UUIDField()
        return [key.clean(text) for text in self.cleaned_data["request_ids"]]


class IssueRequests(ChooseRequests):
    taken_by_id = forms.UUIDField(label=_("Handed to"), required=False)


class ReturnPart(forms.Form):
    quantity = QuantityField(label=_("Quantity"))


class OrderMissing(forms.Form):
    supplier = forms.CharField(label=_("Supplier"), max_length=80)


class OpenGoodsReceipt(forms.Form):
    supplier = forms.CharField(label=_("Supplier"), max_length=80)
    delivery_note = forms.CharField(label=_("Delivery note"), max_length=40, required=False)


class CountLine(forms.Form):
    number = forms.CharField(
        label=_("Part number"), max_length=40, widget=forms.TextInput({"list": "part-numbers"})
    )
    quantity = QuantityField(label=_("Quantity"))
    unit_cost_fen = YuanField(label=_("Unit cost"), required=False)
    bin_code = forms.CharField(label=_("Bin"), max_length=20, required=False)


class ProposeOrder(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=OrderKind.choices)
    supplier = forms.CharField(label=_("Supplier"), max_length=80)
    lines = forms.CharField(
        label=_("Parts"),
        help_text=_("One line per part: number, a space, quantity."),
        widget=forms.Textarea({"rows": 8}),
    )

    def clean_lines(self) -> list[tuple[str, Any]]:  # Any: Decimal, as the field below makes it
        lines = []
        for text in filter(None, map(str.strip, self.cleaned_data["lines"].splitlines())):
            number, _space, quantity = text.rpartition(" ")
            if not number.strip():
                sentence = _("“%(line)s” has no quantity.")
                raise forms.ValidationError(sentence % {"line": text})
            lines.append((number.strip(), QuantityField().clean(quantity)))
        return lines


class MoveOrder(forms.Form):
    state = forms.ChoiceField(choices=OrderState.choices)
    expected_on = forms.DateField(
        label=_("Expected on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
