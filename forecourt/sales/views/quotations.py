"""Quotations: the list, the builder, one with its versions, discounts that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog.queries import variants
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import BuildQuotation, DecideDiscount, SignOrder, StartQuotation
from forecourt.sales.models import VersionState
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("sales.view_quotation")
def page(request: StaffRequest) -> HttpResponse:
    text, state = request.GET.get("q", ""), request.GET.get("state", "")
    sort = sort_key(request.GET, queries.QUOTATION_SORTS, "-made_at")
    rows = queries.quotation_rows(
        request.actor, text=text, state=state, sort=sort, page=page_number(request.GET)
    )
    context = {"page": rows, "text": text, "state": state, "states": VersionState.choices}
    return render(request, "sales/quotations.html", context)


@require_GET
@may("sales.change_quotation")
def new(request: StaffRequest) -> HttpResponse:
    return render(request, "sales/builder.html", _builder(request, _begun(request)))


def _begun(request: StaffRequest) -> BuildQuotation:
    """The choice as the address says it, or what the deal or the version before begins with."""
    if "product_code" in request.GET:
        return BuildQuotation(request.GET)
    asked, on = StartQuotation(request.GET), queries.business_day(request.actor, clock.now())
    asked.is_valid()
    values = queries.builder_start(
        request.actor,
        opportunity_id=asked.cleaned_data.get("opportunity"),
        version_id=asked.cleaned_data.get("version"),
        on=on,
    )
    return BuildQuotation(values)


def _builder(request: StaffRequest, form: BuildQuotation) -> dict[str, Any]:  # Any: a page's values
    by, at = request.actor, clock.now()
    on = queries.business_day(by, at)
    preview = queries.preview(by, form.wish(), on=on) if form.has_grade() else None
    grades = [(grade.product_code, str(grade)) for grade in variants(by, on=on)]
    return {"form": form, "preview": preview, "grades": grades, "at": at}


@require_POST
@may("sales.change_quotation")
@once
def draft(request: StaffRequest) -> HttpResponse:
    form = BuildQuotation(request.POST)
    if not form.is_valid():
        return render(request, "sales/builder.html", _builder(request, form), status=422)
    version = commands.draft_quotation(
        opportunity_id=form.cleaned_data["opportunity_id"],
        quotation_id=form.cleaned_data["quotation_id"],
        wish=form.wish(),
        by=request.actor,
        at=clock.now(),
    )
    return redirect("sales:quotation", version.quotation_id)


@require_GET
@may("sales.view_quotation")
def card(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    asked = request.GET.get("v", "")
    version = int(asked) if asked.isascii() and asked.isdigit() else None
    shown = queries.quotation_card(request.actor, quotation_id, version=version, at=clock.now())
    context = {"card": shown, "open_record": shown.row.label, "sign": SignOrder()}
    return render(request, "sales/quotation.html", context)


@require_GET
@may("sales.view_quotation")
def compare(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    asked = [request.GET.get(name, "") for name in ("left", "right")]
    left, right = (int(n) if n.isascii() and n.isdigit() else 0 for n in asked)
    shown = queries.comparison(request.actor, quotation_id, left, right)
    return render(request, "sales/compare.html", {"shown": shown})


@require_GET
@may("sales.view_quotation")
def paper(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    shown = queries.quotation_card(request.actor, quotation_id, at=clock.now())
    return render(request, "sales/quotation_paper.html", {"card": shown})


@require_POST
@may("sales.change_order")
@once
def sign(request: StaffRequest, version_id: UUID) -> HttpResponse:
    form = SignOrder(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    order = commands.draft_order(version_id=version_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", order.pk)


@require_GET
@may("sales.approve_discount")
def approvals(request: StaffRequest) -> HttpResponse:
    rows = queries.approval_rows(request.actor, page=page_number(request.GET), at=clock.now())
    return render(request, "sales/approvals.html", {"page": rows, "at": clock.now()})


@require_POST
@may("sales.change_quotation")
def ask(request: StaffRequest, version_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    approval = commands.ask_discount(version_id=version_id, by=by, at=at)
    return redirect("sales:quotation", approval.version.quotation_id)


@require_POST
@may("sales.change_quotation")
def send(request: StaffRequest, version_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    version = commands.send_quotation(version_id=version_id, by=by, at=at)
    return redirect("sales:quotation", version.quotation_id)


@require_POST
@may("sales.approve_discount")
def approve(request: StaffRequest, approval_id: UUID) -> HttpResponse:
    form = DecideDiscount(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.approve_discount(approval_id=approval_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:approvals")


@require_POST
@may("sales.approve_discount")
def refuse(request: StaffRequest, approval_id: UUID) -> HttpResponse:
    form = DecideDiscount(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.refuse_discount(approval_id=approval_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:approvals")
