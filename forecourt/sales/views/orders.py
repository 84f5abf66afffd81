"""Orders: the list, and one with its flow and its money."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import (
    CancelOrder,
    ChangePromise,
    IssueGift,
    PlanDelivery,
    RecordInvoice,
    TakeDeposit,
    TakePayment,
    ThankCustomer,
    WantSideService,
    apart,
)
from forecourt.sales.models import OrderState
from forecourt.sales.rules import csv_cell
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("sales.view_order")
def page(request: StaffRequest) -> HttpResponse:
    at, text, state = clock.now(), request.GET.get("q", ""), request.GET.get("state", "open")
    sort = sort_key(request.GET, queries.ORDER_SORTS, "promised_on")
    rows = queries.order_rows(
        request.actor, text=text, state=state, sort=sort, page=page_number(request.GET), at=at
    )
    context = {"page": rows, "text": text, "state": state, "states": OrderState.choices}
    return render(request, "sales/orders.html", context)


@require_GET
@may("sales.view_order")
def card(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    at = clock.now()
    shown = queries.order_card(request.actor, sales_order_id, at=at)
    forms = apart(
        deposit=TakeDeposit(initial={"amount_fen": shown.order.deposit_fen}),
        pay=TakePayment(initial={"amount_fen": shown.due_fen}),
        promise=ChangePromise(initial={"promised_on": shown.order.promised_on}),
        invoice=RecordInvoice(initial={"invoiced_on": queries.business_day(request.actor, at)}),
        cancel=CancelOrder(),
        side=WantSideService(),
        plan=PlanDelivery(),
        gift=IssueGift(),
        thank=ThankCustomer(),
    )
    context = {"card": shown, "forms": forms, "open_record": shown.row.number, "at": at}
    return render(request, "sales/order.html", context)


@require_GET
@may("sales.view_order")
def paper(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    shown = queries.order_card(request.actor, sales_order_id, at=clock.now())
    return render(request, "sales/contract_paper.html", {"card": shown})


@require_GET
@may("sales.record_invoice")
def sheet(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    shown = queries.invoice_sheet(request.actor, sales_order_id, at=clock.now())
    return render(request, "sales/invoice_sheet.html", {"sheet": shown})


@require_GET
@may("sales.record_invoice")
def sheet_csv(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    """The data sheet for whoever copies it into the tax system."""
    shown = queries.invoice_sheet(request.actor, sales_order_id, at=clock.now())
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{shown.number}.csv"'
    writer = csv.writer(answer)
    writer.writerow([_("Name"), _("Field"), _("Value"), _("Note")])
    writer.writerows([f.name, f.label, csv_cell(f.value), f.from_elsewhere] for f in shown.fields)
    writer.writerow(["note", _("Note"), shown.identity_note, ""])
    return answer


@require_GET
@may("sales.record_invoice")
def sheet_json(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    """The data sheet for a program: the fields of the tax form by name, amounts in fen."""
    shown = queries.invoice_sheet(request.actor, sales_order_id, at=clock.now())
    told = {
        "kind": "motor_vehicle_invoice_data",
        "version": queries.FORMAT_VERSION,
        "number": shown.number,
        "fields": {field.name: field.value for field in shown.fields},
        "missing": shown.missing,
        "note": shown.identity_note,
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{shown.number}.json"'
    return answer


@require_POST
@may("sales.approve_order")
def approve(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.approve_order(order_id=sales_order_id, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.take_money")
@once
def deposit(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = TakeDeposit(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.take_deposit(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.take_money")
@once
def pay(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = TakePayment(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.take_payment(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.change_order")
def promise(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = ChangePromise(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_promise(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.record_invoice")
@once
def invoice(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = RecordInvoice(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.record_invoice(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.register_car")
def register(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.register_car(order_id=sales_order_id, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.deliver_car")
def ready(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.make_ready(order_id=sales_order_id, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.cancel_order")
@once
def cancel(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = CancelOrder(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.cancel_order(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.order_side_service")
def side(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = WantSideService(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.want_side_service(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.deliver_car")
@once
def plan(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = PlanDelivery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    delivery = commands.plan_delivery(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery.pk)


@require_POST
@may("sales.give_thanks")
@once
def gift(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = IssueGift(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.issue_gift(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)


@require_POST
@may("sales.give_thanks")
@once
def thank(request: StaffRequest, sales_order_id: UUID) -> HttpResponse:
    form = ThankCustomer(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.thank_customer(order_id=sales_order_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:order", sales_order_id)
