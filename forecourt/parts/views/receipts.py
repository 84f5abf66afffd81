"""Goods receipts: a delivery is opened, counted line by line, and posted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.parts import commands, queries
from forecourt.parts.forms import CountLine, OpenGoodsReceipt
from forecourt.parts.rules import Received
from forecourt.ui.asked import sent
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("parts.receive_goods")
def receipt_list(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    sort = sort_key(request.GET, queries.RECEIPT_SORTS, "-opened_at")
    number = page_number(request.GET)
    page = queries.receipt_rows(request.actor, text=text, sort=sort, page=number)
    return render(request, "parts/receipt_list.html", {"page": page, "text": text})


@require_http_methods(["GET", "POST"])
@may("parts.receive_goods")
def receipt_new(request: StaffRequest) -> HttpResponse:
    form = OpenGoodsReceipt(sent(request))
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "parts/receipt_new.html", {"form": form}, status=status)
    opened = commands.open_goods_receipt(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("parts:receipt", opened.pk)


@require_GET
@may("parts.receive_goods")
def receipt(request: StaffRequest, goods_receipt_id: UUID) -> HttpResponse:
    return _page(request, goods_receipt_id, CountLine())


@require_POST
@may("parts.receive_goods")
@once
def add(request: StaffRequest, goods_receipt_id: UUID) -> HttpResponse:
    form = CountLine(request.POST)
    part = queries.part_numbered(request.actor, request.POST.get("number", ""))
    if form.is_valid() and part is None:
        form.add_error("number", _("The master has no part with this number."))
    if not form.is_valid() or part is None:
        return _page(request, goods_receipt_id, form)
    values = {name: value for name, value in form.cleaned_data.items() if name != "number"}
    line, by, at = Received(part.pk, **values), request.actor, clock.now()
    commands.add_receipt_line(receipt_id=goods_receipt_id, line=line, by=by, at=at)
    return redirect("parts:receipt", goods_receipt_id)


@require_POST
@may("parts.receive_goods")
def drop(request: StaffRequest, goods_receipt_id: UUID, goods_line_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.drop_receipt_line(receipt_id=goods_receipt_id, line_id=goods_line_id, by=by, at=at)
    return redirect("parts:receipt", goods_receipt_id)


@require_POST
@may("parts.receive_goods")
@once
def post(request: StaffRequest, goods_receipt_id: UUID) -> HttpResponse:
    commands.post_goods_receipt(receipt_id=goods_receipt_id, by=request.actor, at=clock.now())
    return redirect("parts:receipt", goods_receipt_id)


def _page(request: StaffRequest, goods_receipt_id: UUID, form: CountLine) -> HttpResponse:
    card = queries.receipt_card(request.actor, goods_receipt_id)
    if form.is_bound and not card.can_post:
        raise commands.AlreadyPosted(card.row.number)
    context = {"card": card, "form": form, "open_record": card.row.number}
    status = 422 if form.is_bound else 200
    return render(request, "parts/receipt.html", context, status=status)
