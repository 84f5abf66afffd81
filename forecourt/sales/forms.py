"""The shapes of what a browser may send to the sale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.finance.models import PayMethod
from forecourt.sales.models import Answer, CostKind, DiscountReason, Fault, SideKind, StockState
from forecourt.sales.queries import Wish
from forecourt.ui.fields import YuanField

Choice = tuple[UUID | str, str]
_CODE, _NUMBER = r"^\d{10,12}$", r"^\d{8,20}$"  # as the tax system writes them, own default
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 900})
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
_EMPTY = {"discount_fen": 0, "trade_in_fen": 0, "loan_fen": 0, "loan_months": 0, "options": ()}
_MONTHS = [("", "—"), *((str(months), str(months)) for months in (12, 24, 36, 48, 60))]


class Codes(forms.Field):
    """Several short codes, from tick boxes; which of them exist the command finds out."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> tuple[str, ...]:  # Any: what a browser sent
        if value in self.empty_values:
            return ()
        return tuple(str(code)[:16] for code in value)


def apart(**named: forms.Form) -> dict[str, forms.Form]:
    """Forms that stand on one page: each with names of its own for labels to point at."""
    for name, form in named.items():
        form.auto_id = f"{name}-%s"
    return named


class StartQuotation(forms.Form):
    """What the builder is asked to begin with."""

    opportunity = forms.UUIDField(required=False)
    version = forms.UUIDField(required=False)


class BuildQuotation(forms.Form):
    opportunity_id = forms.UUIDField(widget=forms.HiddenInput)
    quotation_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    product_code = forms.CharField(label=_("Grade"), max_length=24)
    paint = forms.CharField(label=_("Body color"), max_length=12, required=False)
    interior = forms.CharField(label=_("Interior"), max_length=12, required=False)
    options = Codes(label=_("Options"), required=False)
    discount_fen = YuanField(label=_("Discount"), required=False)
    discount_reason = forms.ChoiceField(
        label=_("Reason of the discount"),
        choices=[("", "—"), *DiscountReason.choices],
        required=False,
    )
    discount_note = forms.CharField(label=_("In words"), max_length=200, required=False)
    trade_in_fen = YuanField(label=_("Trade-in taken in payment"), required=False)
    trade_in_note = forms.CharField(
        label=_("Car that is traded in"),
        max_length=100,
        required=False,
        help_text=_("Plate, model, and number of the appraisal."),
    )
    loan_fen = YuanField(label=_("Loan"), required=False)
    loan_months = forms.IntegerField(
        label=_("Months"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.Select(choices=_MONTHS),
    )
    is_insured_here = forms.BooleanField(label=_("Insurance through us"), required=False)
    registers_himself = forms.BooleanField(label=_("Customer sees to the plate"), required=False)

    def wish(self) -> Wish:
        """What is wished for; a field that is wrong counts as empty, and its sentence stands there.

        So one slip takes nothing of the rest off the screen; whoever writes asks first whether the
        whole is sound.
        """
        names = set(self.fields) - {"opportunity_id", "quotation_id"}
        data = {name: self.cleaned_data.get(name, _EMPTY.get(name, "")) for name in names}
        data["loan_months"] = data["loan_months"] or 0
        return Wish(**data)

    def has_grade(self) -> bool:
        return self.is_bound and "product_code" not in self.errors


class SignOrder(forms.Form):
    deposit_fen = YuanField(label=_("Deposit agreed"))
    promised_on = forms.DateField(label=_("Delivery promised"), widget=_DAY)
    identity_tail = forms.CharField(
        label=_("Last four signs of the buyer's paper"),
        min_length=4,
        max_length=4,
        help_text=_("Look at the paper itself."),
    )


class DecideDiscount(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class TakeDeposit(forms.Form):
    amount_fen = YuanField(label=_("Amount"), least_fen=1)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("deposit", _("Deposit (binding)")),
            ("earnest_money", _("Earnest money (refundable)")),
        ],
    )
    method = forms.ChoiceField(label=_("Paid by"), choices=PayMethod)


class TakePayment(forms.Form):
    amount_fen = YuanField(label=_("Amount"), least_fen=1)
    method = forms.ChoiceField(label=_("Paid by"), choices=PayMethod)


class ChangePromise(forms.Form):
    promised_on = forms.DateField(label=_("Delivery promised"), widget=_DAY)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class RecordInvoice(forms.Form):
    invoice_code = forms.RegexField(_CODE, label=_("Invoice code"), max_length=20)
    invoice_number = forms.RegexField(_NUMBER, label=_("Invoice number"), max_length=20)
    invoiced_on = forms.DateField(label=_("Issued on"), widget=_DAY)


class CancelOrder(forms.Form):
    fault = forms.ChoiceField(label=_("Why it ends"), choices=Fault)
    reason = forms.CharField(label=_("In words"), max_length=200)
    reversed_invoice_number = forms.CharField(
        label=_("Number of the reversed invoice"), max_length=20, required=False
    )


class WantSideService(forms.Form):
    kind = forms.ChoiceField(label=_("Side service"), choices=SideKind)
    gift = forms.CharField(label=_("Which gift, if one is promised"), max_length=80, required=False)


class WaitSideService(forms.Form):
    waits_for = forms.CharField(label=_("Who has it"), max_length=80)
    waits_until = forms.DateField(label=_("Until"), widget=_DAY)


class FinishSideService(forms.Form):
    result_number = forms.CharField(label=_("Number"), max_length=40)
    amount_fen = YuanField(label=_("Amount"), required=False)
    ends_on = forms.DateField(label=_("Runs until"), required=False, widget=_DAY)


class DropSideService(forms.Form):
    reason = forms.CharField(label=_("What the customer said"), max_length=200)


class AnnounceVehicle(forms.Form):
    vin = forms.CharField(label="VIN", min_length=17, max_length=17)
    product_code = forms.CharField(label=_("Grade"), max_length=24)
    paint = forms.CharField(label=_("Paint code"), max_length=12, required=False)
    interior = forms.CharField(label=_("Interior code"), max_length=12, required=False)
    options = forms.CharField(label=_("Option codes"), max_length=300, required=False)
    eta_on = forms.DateField(label=_("Expected on"), required=False, widget=_DAY)
    engine_number = forms.CharField(label=_("Engine number"), max_length=30, required=False)
    certificate_number = forms.CharField(
        label=_("Certificate number"), max_length=30, required=False
    )
    purchase_record = forms.CharField(
        label=_("Maker's invoice of this VIN"), max_length=40, required=False
    )

    def offer(self, grades: Iterable[Choice]) -> None:
        """Put the grades on sale behind the field."""
        self.fields["product_code"].widget = forms.Select(choices=list(grades))

    def cleaned(self) -> dict[str, Any]:  # Any: the command's own values
        return {**self.cleaned_data, "options": tuple(self.cleaned_data["options"].split())}


class ReceiveVehicle(forms.Form):
    vin = forms.CharField(label=_("VIN on the car"), max_length=17)
    location = forms.CharField(label=_("Parking place"), max_length=40)
    is_damaged = forms.BooleanField(label=_("Damaged in transport"), required=False)


class ParkVehicle(forms.Form):
    location = forms.CharField(label=_("Parking place"), max_length=40)
    key_number = forms.CharField(label=_("Key number"), max_length=20)


class NotePapers(forms.Form):
    engine_number = forms.CharField(label=_("Engine number"), max_length=30, required=False)
    certificate_number = forms.CharField(
        label=_("Certificate number"), max_length=30, required=False
    )
    purchase_record = forms.CharField(
        label=_("Maker's invoice of this VIN"), max_length=40, required=False
    )


class AddCost(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CostKind)
    amount_fen = YuanField(label=_("Amount"), least_fen=-(10**13))
    on = forms.DateField(label=_("Day"), widget=_DAY)
    note = forms.CharField(label=_("Note"), max_length=120, required=False)


class AdvanceUnit(forms.Form):
    state = forms.TypedChoiceField(
        label=_("New use"), choices=StockState, coerce=StockState, empty_value=None
    )

    def offer(self, uses: Iterable[tuple[str, str]]) -> None:
        """Only what the flow allows."""
        self.fields["state"].widget.choices = list(uses)


class ReserveVehicle(forms.Form):
    order_id = forms.UUIDField()
    stock_unit_id = forms.UUIDField()
    agreed_difference = forms.CharField(max_length=200, required=False)


class ReleaseVehicle(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class SwapVehicles(forms.Form):
    other_id = forms.UUIDField()
    agreed_difference = forms.CharField(max_length=200, required=False)
    other_agreed_difference = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    dates_hold = forms.BooleanField(required=False)


class StartInspection(forms.Form):
    vin = forms.CharField(
        label=_("VIN on the car"),
        min_length=6,
        max_length=17,
        help_text=_("The last six signs are enough."),
    )


class AnswerPoint(forms.Form):
    answer = forms.TypedChoiceField(choices=Answer, coerce=Answer, empty_value=None)


class AnswerGroup(forms.Form):
    group = forms.CharField(max_length=12)


class ReportDefect(forms.Form):
    defect_code = forms.CharField(label=_("Defect code"), max_length=20)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


class PassInspection(forms.Form):
    km = forms.IntegerField(label=_("Kilometers"), min_value=0, max_value=2_000_000)


class PlanDelivery(forms.Form):
    room = forms.CharField(label=_("Room"), max_length=30)
    starts_at = forms.DateTimeField(label=_("Begins at"), widget=_MOMENT, input_formats=_MOMENTS)


class MoveDelivery(PlanDelivery):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CancelDelivery(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PrepareDelivery(forms.Form):
    is_washed = forms.BooleanField(label=_("Washed"), required=False)
    is_fuelled = forms.BooleanField(label=_("Fuelled or charged"), required=False)


class StartDelivery(forms.Form):
    identity_tail = forms.CharField(
        label=_("Last four signs of the buyer's paper"), min_length=4, max_length=4
    )


class TickDocument(forms.Form):
    is_done = forms.BooleanField(required=False)


class SignDelivery(forms.Form):
    km = forms.IntegerField(label=_("Kilometers"), min_value=0, max_value=2_000_000)
    is_page_opened = forms.BooleanField(
        label=_("Owner page shown on the customer's phone"), required=False
    )
    may_photograph = forms.BooleanField(label=_("The customer agrees to a photo"), required=False)
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    signature = forms.CharField(required=False, max_length=2_000_000, widget=forms.HiddenInput)


class IssueGift(forms.Form):
    gift = forms.CharField(label=_("Gift"), max_length=80)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=99, initial=1)


class ThankCustomer(forms.Form):
    channel = forms.ChoiceField(
        label=_("Sent by"),
        choices=[
            ("mail_letter", _("Letter")),
            ("wechat", _("WeChat")),
            ("face", _("Face to face")),
        ],
    )
    gift = forms.CharField(label=_("With which gift"), max_length=80, required=False)
