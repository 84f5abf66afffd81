"""The shape of what the cashier's desk may send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forecourt.finance.models import PayMethod
from forecourt.ui.fields import YuanField


class TakePayment(forms.Form):
    amount_fen = YuanField(label=_("Amount"), least_fen=1)
    method = forms.ChoiceField(label=_("Method"), choices=PayMethod.choices)
    note = forms.CharField(label=_("Note"), max_length=120, required=False)


class RefundReceipt(forms.Form):
    amount_fen = YuanField(label=_("Amount"), least_fen=1)
    method = forms.ChoiceField(label=_("Method"), choices=PayMethod.choices)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ReverseBill(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class UseDeposit(forms.Form):
    receipt_id = forms.UUIDField()
