"""Form fields for values of the trade: amounts of yuan and quantities."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forecourt.kernel.money import fen

MOST_FEN = 10**13
_FEN_PER_YUAN = Decimal(100)


class YuanField(forms.CharField):
    """A person's amount of yuan (``12.34``, ``¥1,200``); the value is whole fen."""

    def __init__(self, *, least_fen: int = 0, **options: Any) -> None:  # Any: Django's options
        super().__init__(**options)
        self.least_fen = least_fen

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {**attrs, "inputmode": "decimal", "class": "r", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value / _FEN_PER_YUAN:.2f}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None if self.required else 0
        try:
            amount = fen(text)
        except ValueError as error:
            raise ValidationError(_("Enter an amount such as 1200 or 12.50.")) from error
        if amount > MOST_FEN:
            raise ValidationError(_("This amount is too large."))
        if amount < self.least_fen:
            least = f"{self.least_fen / _FEN_PER_YUAN:.2f}"
            raise ValidationError(_("Enter at least ¥%(least)s.") % {"least": least})
        return amount

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text's validators have nothing to say about fen."""


class QuantityField(forms.DecimalField):
    """A quantity of parts or hours above zero, with at most two decimals."""

    def __init__(self, **options: Any) -> None:  # Any: Django's options
        limits = {"min_value": Decimal("0.01"), "max_value": Decimal(999_999)}
        super().__init__(**{**limits, "max_digits": 8, "decimal_places": 2, **options})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "step": "any", "class": "r"}
