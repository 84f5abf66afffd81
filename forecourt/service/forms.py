"""The shape of what a browser may send to reception."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.finance.models import PayMethod
from forecourt.kernel.money import fen
from forecourt.kernel.refusals import WrongInput
from forecourt.service.models import (
    DamageKind,
    DamageSize,
    DeclineReason,
    Grade,
    Method,
    PayType,
    Told,
)
from forecourt.workshop.models import WaitType

LINES = 5  # empty lines that a form begins with
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": "300"}, format="%Y-%m-%dT%H:%M"
    )


MOST_PIECES = 100_000  # of one part on one line


def checked(form: forms.Form) -> dict[str, Any]:  # Any: cleaned values
    """The values of a short form in a dialog.

    Raises:
        WrongInput: names the field and what is wrong with it.
    """
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise WrongInput(f"{label}: {errors[0]}" if label else str(errors[0]), field=name)
    return form.cleaned_data


class ShortForm(forms.Form):
    """A form that stands on one page with others: the ids of its fields begin with its name."""

    def __init__(self, *args: Any, **values: Any) -> None:  # Any: Django's own
        values.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **values)


class YuanField(forms.CharField):
    """An amount in yuan as people write it; its value is fen."""

    def clean(self, value: Any) -> Any:  # Any: Django's signature
        text = super().clean(value)
        if not text:
            return 0
        try:
            amount = fen(text)
        except ValueError as error:
            raise forms.ValidationError(
                gettext("Write an amount in yuan, such as 480.00.")
            ) from error
        if amount < 0:
            raise forms.ValidationError(gettext("The amount cannot be negative."))
        return amount


class BookAppointment(ShortForm):
    vehicle_id = forms.UUIDField(widget=forms.HiddenInput)
    menu_code = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    arrives_at = forms.DateTimeField(label=_("Time"), widget=forms.HiddenInput)
    wait_type = forms.TypedChoiceField(
        label=_("How they wait"), choices=WaitType.choices, coerce=WaitType
    )
    adviser_id = forms.UUIDField(label=_("Adviser"), required=False)
    contact_phone = forms.CharField(label=_("Phone to reach"), max_length=24, required=False)
    words = forms.CharField(label=_("What the customer says"), max_length=400, required=False)


class ChangeAppointment(ShortForm):
    arrives_at = forms.DateTimeField(label=_("New time"), widget=_moment())
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class Reason(ShortForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class OpenOrder(ShortForm):
    vehicle_id = forms.UUIDField(widget=forms.HiddenInput)
    appointment_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    odometer_km = forms.IntegerField(label=_("Kilometres"), min_value=0, max_value=2_000_000)
    words = forms.CharField(
        label=_("What the customer says"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    menu_code = forms.CharField(label=_("Menu"), max_length=12, required=False)
    wait_type = forms.TypedChoiceField(
        label=_("How they wait"), choices=WaitType.choices, coerce=WaitType
    )
    promise_at = forms.DateTimeField(label=_("Promised"), required=False, widget=_moment())


class TextsField(forms.Field):
    """Several short texts under one name; empty ones stay, so that lists lie side by side."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, most: int, longest: int, **values: Any) -> None:  # Any: Django's own
        super().__init__(required=False, **values)
        self.most, self.longest = most, longest

    def clean(self, value: Any) -> list[str]:  # Any: Django's signature
        texts = [str(text).strip() for text in value or ()]
        if len(texts) > self.most:
            sentence = gettext("At most %(most)s lines at once.") % {"most": self.most}
            raise forms.ValidationError(sentence)
        if any(len(text) > self.longest or "\x00" in text for text in texts):
            sentence = gettext("At most %(longest)s characters each.") % {"longest": self.longest}
            raise forms.ValidationError(sentence)
        return texts


class OpenSignedOrder(ShortForm):
    """A whole order of a customer who signs at the counter; parts and quantities lie side by side.

    ``bay_id`` and ``starts_at`` go together: without them the job waits in the board's lane.
    """

    vehicle_id = forms.UUIDField(widget=forms.HiddenInput)
    odometer_km = forms.IntegerField(label=_("Kilometres"), min_value=0, max_value=2_000_000)
    labour_codes = TextsField(label=_("Labour"), most=30, longest=20)
    part_numbers = TextsField(label=_("Parts"), most=60, longest=40)
    quantities = TextsField(label=_("Quantity"), most=60, longest=12)
    words = forms.CharField(label=_("What the customer says"), max_length=400, required=False)
    person = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    walk_around = forms.CharField(
        label=_("Why no walk-around on the tablet"), max_length=200, initial=_("Done on paper")
    )
    wait_type = forms.TypedChoiceField(
        label=_("How they wait"), choices=WaitType.choices, coerce=WaitType
    )
    promise_at = forms.DateTimeField(label=_("Promised"), required=False, widget=_moment())
    bay_id = forms.UUIDField(label=_("Bay"), required=False)
    starts_at = forms.DateTimeField(
        label=_("Starts at"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "900"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        values = self.cleaned_data
        if not any(values.get("labour_codes") or ()):
            self.add_error(
                "labour_codes", gettext("Order some labour, so that something is planned.")
            )
        if bool(values.get("bay_id")) != bool(values.get("starts_at")):
            self.add_error("starts_at", gettext("A place on the board is a bay and a start."))
        if "part_numbers" in values and "quantities" in values:
            values["parts"] = self._parts(values["part_numbers"], values["quantities"])
        return values

    def _parts(self, numbers: list[str], quantities: list[str]) -> list[tuple[str, Decimal]]:
        parts = []
        for place, number in enumerate(numbers):
            if not number:
                continue
            text = quantities[place] if place < len(quantities) else ""
            try:
                quantity = Decimal(text or "1").quantize(Decimal("0.01"))
            except InvalidOperation:
                quantity = Decimal(0)
            if not quantity.is_finite() or not 0 < quantity < MOST_PIECES:
                sentence = gettext("Part %(number)s: write how many, such as 1 or 4.5.")
                self.add_error("part_numbers", sentence % {"number": number})
                continue
            parts.append((number, quantity))
        return parts

    def lines(self) -> list[tuple[str, str, str]]:
        """What was typed, line by line with room for more: labour, part, quantity."""
        typed = [self._typed(name) for name in ("labour_codes", "part_numbers", "quantities")]
        count = max(LINES, max(map(len, typed)) + 1)
        return list(zip(*(row + [""] * (count - len(row)) for row in typed), strict=True))

    def _typed(self, name: str) -> list[str]:
        if not self.is_bound:
            return []
        field = self.fields[name]
        found = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return [str(text) for text in found or ()]


class ChangeOrder(ShortForm):
    contact_name = forms.CharField(label=_("Brought by"), max_length=120)
    contact_phone = forms.CharField(
        label=_("Phone to reach"),
        max_length=24,
        required=False,
        help_text=_("Leave it empty to keep the number on file."),
    )
    wait_type = forms.TypedChoiceField(
        label=_("How they wait"), choices=WaitType.choices, coerce=WaitType
    )
    wants_wash = forms.BooleanField(label=_("Wash the car"), required=False)
    wants_old_parts = forms.BooleanField(label=_("Hand back old parts"), required=False)


class AddConcern(ShortForm):
    words = forms.CharField(label=_("In the customer's own words"), max_length=400)
    what = forms.CharField(label=_("What is it"), max_length=120, required=False)
    where = forms.CharField(label=_("Where is it"), max_length=120, required=False)
    when = forms.CharField(label=_("When is it"), max_length=120, required=False)
    who_drives = forms.CharField(label=_("Who drives"), max_length=120, required=False)
    how_often = forms.CharField(label=_("How often"), max_length=120, required=False)
    how_strong = forms.CharField(label=_("How strong"), max_length=120, required=False)


class AnswerConcern(ShortForm):
    cause = forms.CharField(label=_("Cause"), max_length=400, required=False)
    correction = forms.CharField(label=_("Correction"), max_length=400, required=False)


class AddLines(ShortForm):
    menu_code = forms.CharField(label=_("Menu"), max_length=12, required=False)
    labour_code = forms.CharField(label=_("Labour operation"), max_length=20, required=False)
    part_number = forms.CharField(label=_("Part number"), max_length=40, required=False)
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, initial=1
    )
    pay_type = forms.TypedChoiceField(label=_("Paid by"), choices=PayType.choices, coerce=PayType)


class AddSublet(ShortForm):
    title = forms.CharField(label=_("Outside work"), max_length=160)
    price_fen = YuanField(label=_("Price in yuan"), max_length=16)


class ProposeFinding(ShortForm):
    title = forms.CharField(label=_("What was found"), max_length=160)
    grade = forms.TypedChoiceField(
        label=_("How urgent"), choices=Grade.choices, coerce=Grade, initial=Grade.YELLOW
    )
    labour_code = forms.CharField(label=_("Labour operation"), max_length=20, required=False)
    part_number = forms.CharField(label=_("Part number"), max_length=40, required=False)
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, initial=1
    )
    price_fen = YuanField(label=_("Price in yuan"), max_length=16, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=2000, required=False, initial=0
    )
    photo = forms.FileField(label=_("Photo"), required=False)


class ChangeLine(ShortForm):
    title = forms.CharField(label=_("Work"), max_length=160)
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    unit_price_fen = YuanField(label=_("Price each, in yuan"), max_length=16)
    pay_type = forms.TypedChoiceField(label=_("Paid by"), choices=PayType.choices, coerce=PayType)


class Estimate(ShortForm):
    promise_at = forms.DateTimeField(label=_("Promised"), widget=_moment())


class ChangePromise(ShortForm):
    promise_at = forms.DateTimeField(label=_("New promise"), widget=_moment())
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


_BY_STAFF = [choice for choice in Method.choices if choice[0] != Method.PORTAL]


class Authorise(ShortForm):
    """The lines come as ``line=<id>:<version>``, one for each that the customer says yes to."""

    method = forms.TypedChoiceField(label=_("How"), choices=_BY_STAFF, coerce=Method)
    person = forms.CharField(label=_("Who says it"), max_length=120, required=False)


class Decline(ShortForm):
    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=DeclineReason.choices, coerce=DeclineReason
    )
    method = forms.TypedChoiceField(label=_("How"), choices=_BY_STAFF, coerce=Method)
    person = forms.CharField(label=_("Who says it"), max_length=120, required=False)


class Defer(ShortForm):
    until_on = forms.DateField(label=_("Until the day"), required=False, widget=_DAY)
    until_km = forms.IntegerField(
        label=_("Until kilometres"), min_value=1, max_value=2_000_000, required=False
    )
    method = forms.TypedChoiceField(label=_("How"), choices=_BY_STAFF, coerce=Method)
    person = forms.CharField(label=_("Who says it"), max_length=120, required=False)


class MakeReady(ShortForm):
    how = forms.TypedChoiceField(
        label=_("The customer was told"), choices=Told.choices, coerce=Told
    )


class ReopenOrder(ShortForm):
    odometer_km = forms.IntegerField(label=_("Kilometres"), min_value=0, max_value=2_000_000)
    words = forms.CharField(label=_("What the customer says"), max_length=400)


class NoteWalkAround(ShortForm):
    energy_percent = forms.IntegerField(
        label=_("Fuel or charge in percent"), min_value=0, max_value=100, required=False
    )
    warning_lamps = forms.CharField(label=_("Warning lamps"), max_length=200, required=False)
    belongings = forms.CharField(label=_("Belongings in the car"), max_length=200, required=False)
    remarks = forms.CharField(label=_("Remarks"), max_length=400, required=False)
    may_show_on_board = forms.BooleanField(
        label=_("May be shown on the lounge board"), required=False
    )


class MarkDamage(ShortForm):
    x = forms.IntegerField(min_value=0, max_value=1000)
    y = forms.IntegerField(min_value=0, max_value=1000)
    kind = forms.TypedChoiceField(label=_("Damage"), choices=DamageKind.choices, coerce=DamageKind)
    size = forms.TypedChoiceField(
        label=_("Size"), choices=DamageSize.choices, coerce=lambda text: DamageSize(int(text))
    )
    note = forms.CharField(label=_("Note"), max_length=120, required=False)


class KeepPhoto(ShortForm):
    photo = forms.FileField(label=_("Photo"))
    zone = forms.CharField(label=_("Zone"), max_length=24, required=False)


class Sign(ShortForm):
    signature = forms.CharField(max_length=2_000_000)
    signer_name = forms.CharField(label=_("Who signs"), max_length=120, required=False)


class TakePayment(ShortForm):
    amount_fen = YuanField(label=_("Amount in yuan"), max_length=16)
    method = forms.TypedChoiceField(
        label=_("Paid with"), choices=PayMethod.choices, coerce=PayMethod
    )
    note = forms.CharField(label=_("Note"), max_length=120, required=False)


class OpenGate(ShortForm):
    code = forms.CharField(label=_("Pass number or code"), max_length=60)
