"""The gate: giving a pass, and letting the car out with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.service import commands
from forecourt.service.forms import OpenGate
from forecourt.service.queries.settling import waiting_passes


@require_GET
@may("service.open_gate")
def gate(request: StaffRequest) -> HttpResponse:
    context = {
        "form": OpenGate(initial={"code": request.GET.get("code", "")}),
        "passes": waiting_passes(request.actor),
        "gone": request.GET.get("gone", ""),
    }
    return render(request, "service/gate.html", context)


@require_POST
@may("service.open_gate")
def open_gate(request: StaffRequest) -> HttpResponse:
    form = OpenGate(request.POST)
    if not form.is_valid():
        context = {"form": form, "passes": waiting_passes(request.actor)}
        return render(request, "service/gate.html", context, status=422)
    order = commands.open_gate(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect(f"{reverse('service:gate')}?gone={order.plate}")


@require_POST
@may("service.give_gate_pass")
@once
def give(request: StaffRequest, order_id: UUID) -> HttpResponse:
    made = commands.give_gate_pass(order_id=order_id, by=request.actor, at=clock.now())
    return redirect("service:gate_pass_paper", made.pk)
