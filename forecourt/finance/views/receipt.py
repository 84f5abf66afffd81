"""One receipt: its paper, and money that is paid back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from forecourt.finance import commands, queries
from forecourt.finance.forms import RefundReceipt
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.store.queries import store


@require_GET
@may("finance.view_bill")
def paper(request: StaffRequest, receipt_id: UUID) -> HttpResponse:
    by = request.actor
    context = {"paper": queries.receipt_paper(by, receipt_id), "store": store(by)}
    return render(request, "finance/receipt_paper.html", context)


@require_http_methods(["GET", "POST"])
@may("finance.refund_receipt")
def refund(request: StaffRequest, receipt_id: UUID) -> HttpResponse:
    return _refund(request, receipt_id) if request.method == "POST" else _form(request, receipt_id)


@once
def _refund(request: StaffRequest, receipt_id: UUID) -> HttpResponse:
    form = RefundReceipt(request.POST)
    if not form.is_valid():
        return _form(request, receipt_id, form)
    by, at = request.actor, clock.now()
    commands.refund_receipt(receipt_id=receipt_id, **form.cleaned_data, by=by, at=at)
    return redirect("finance:day_book")


def _form(
    request: StaffRequest, receipt_id: UUID, form: RefundReceipt | None = None
) -> HttpResponse:
    row = queries.receipt_paper(request.actor, receipt_id).row
    fresh = RefundReceipt(initial={"amount_fen": row.left_fen, "method": row.method})
    context = {"row": row, "form": form or fresh}
    status = 422 if form else 200
    return render(request, "finance/refund.html", context, status=status)
