"""One bill: its lines, its payments, and the money that is taken for it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse as address
from django.views.decorators.http import require_GET, require_POST

from forecourt.finance import commands, queries
from forecourt.finance.forms import ReverseBill, TakePayment, UseDeposit
from forecourt.finance.models import PayMethod
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.ui.asked import asked_key


@require_GET
@may("finance.view_bill")
def bill(request: StaffRequest, bill_id: UUID) -> HttpResponse:
    return _page(request, bill_id)


@require_POST
@may("finance.take_payment")
@once
def pay(request: StaffRequest, bill_id: UUID) -> HttpResponse:
    form = TakePayment(request.POST)
    if not form.is_valid():
        return _pay_form(request, bill_id, form)
    by, at = request.actor, clock.now()
    receipt = commands.take_payment(bill_id=bill_id, **form.cleaned_data, by=by, at=at)
    target = f"{address('finance:bill', args=[bill_id])}?receipt={receipt.pk}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


@require_POST
@may("finance.take_payment")
@once
def use_deposit(request: StaffRequest, bill_id: UUID) -> HttpResponse:
    form = UseDeposit(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.use_deposit(bill_id=bill_id, **form.cleaned_data, by=by, at=at)
    return redirect("finance:bill", bill_id)


@require_POST
@may("finance.reverse_bill")
@once
def reverse(request: StaffRequest, bill_id: UUID) -> HttpResponse:
    form = ReverseBill(request.POST)
    if not form.is_valid():
        return _page(request, bill_id, reversal=form)
    by, at = request.actor, clock.now()
    counter = commands.reverse_bill(bill_id=bill_id, **form.cleaned_data, by=by, at=at)
    return redirect("finance:bill", counter.pk)


def _page(
    request: StaffRequest, bill_id: UUID, *, reversal: ReverseBill | None = None
) -> HttpResponse:
    by = request.actor
    card = queries.bill_card(by, bill_id)
    context = {
        "card": card,
        "form": TakePayment(initial={"amount_fen": card.row.due_fen, "method": PayMethod.WECHAT}),
        "reversal": reversal or ReverseBill(),
        "deposits": [row for row in queries.receipts_of(by, card.source) if row.left_fen],
        "printed": asked_key(request.GET.get("receipt", "")),
        "may_pay": by.may("finance.take_payment"),
        "may_reverse": by.may("finance.reverse_bill"),
        "open_record": card.row.number or card.row.title,
    }
    return render(request, "finance/bill.html", context, status=422 if reversal else 200)


def _pay_form(request: StaffRequest, bill_id: UUID, form: TakePayment) -> HttpResponse:
    row = queries.bill_card(request.actor, bill_id).row
    return render(request, "finance/_pay.html", {"row": row, "form": form}, status=422)
