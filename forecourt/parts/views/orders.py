"""Part orders: proposed, sent, followed until the goods are here."""

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
from forecourt.parts.forms import MoveOrder, ProposeOrder
from forecourt.parts.models import OrderState
from forecourt.ui.asked import sent
from forecourt.ui.paging import page_number, sort_key

SENDING = frozenset({OrderState.REPORTED, OrderState.CANCELLED})


@require_GET
@may("parts.propose_order")
def order_list(request: StaffRequest) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "").strip()
    which = request.GET.get("show", "open")
    sort = sort_key(request.GET, queries.ORDER_SORTS, "-proposed_at")
    page = queries.order_rows(by, text=text, which=which, sort=sort, page=page_number(request.GET))
    context = {"page": page, "text": text, "which": which}
    return render(request, "parts/order_list.html", context)


@require_http_methods(["GET", "POST"])
@may("parts.propose_order")
def order_new(request: StaffRequest) -> HttpResponse:
    form = ProposeOrder(sent(request))
    numbers = (
        [number for number, _quantity in form.cleaned_data["lines"]] if form.is_valid() else []
    )
    found = queries.parts_numbered(request.actor, numbers)
    for number in numbers:
        if number not in found:
            form.add_error("lines", _("The master has no part %(number)s.") % {"number": number})
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "parts/order_new.html", {"form": form}, status=status)
    lines = [(found[number], quantity) for number, quantity in form.cleaned_data.pop("lines")]
    by, at = request.actor, clock.now()
    order = commands.propose_part_order(**form.cleaned_data, lines=lines, by=by, at=at)
    return redirect("parts:order", order.pk)


@require_GET
@may("parts.propose_order")
def order(request: StaffRequest, part_order_id: UUID) -> HttpResponse:
    by = request.actor
    card = queries.order_card(by, part_order_id)
    context = {
        "card": card,
        "form": MoveOrder(),
        "sending": [state for state in card.next_states if state in SENDING],
        "moving": [state for state in card.next_states if state not in SENDING],
        "may_send": by.may("parts.send_order"),
        "may_receive": by.may("parts.receive_goods") and card.can_receive,
        "open_record": card.row.number,
    }
    return render(request, "parts/order.html", context)


@require_POST
@may("parts.send_order")
def send(request: StaffRequest, part_order_id: UUID) -> HttpResponse:
    return _move(request, part_order_id, sending=True)


@require_POST
@may("parts.propose_order")
def move(request: StaffRequest, part_order_id: UUID) -> HttpResponse:
    return _move(request, part_order_id, sending=False)


@require_POST
@may("parts.receive_goods")
@once
def receive(request: StaffRequest, part_order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    opened = commands.open_goods_receipt(supplier="", order_id=part_order_id, by=by, at=at)
    return redirect("parts:receipt", opened.pk)


def _move(request: StaffRequest, part_order_id: UUID, *, sending: bool) -> HttpResponse:
    form = MoveOrder(request.POST)
    if form.is_valid() and (form.cleaned_data["state"] in SENDING) is not sending:
        form.add_error("state", _("This step has its own button."))
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    state, expected_on = OrderState(form.cleaned_data["state"]), form.cleaned_data["expected_on"]
    by, at = request.actor, clock.now()
    commands.move_part_order(
        order_id=part_order_id, state=state, expected_on=expected_on, by=by, at=at
    )
    return redirect("parts:order", part_order_id)
