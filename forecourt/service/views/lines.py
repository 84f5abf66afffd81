"""Lines of an order: adding, answering, changing, taking up again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.kernel.refusals import WrongInput
from forecourt.service import commands
from forecourt.service.forms import (
    AddLines,
    AddSublet,
    Authorise,
    ChangeLine,
    Decline,
    Defer,
    ProposeFinding,
    checked,
)
from forecourt.service.models import JobLine
from forecourt.service.queries.line_card import line_record


@require_POST
@may("service.change_order")
@once
def add(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(AddLines(request.POST))
    part, quantity = values["part_number"], values["quantity"]
    wishes = commands.Wishes(
        menu_codes=[values["menu_code"]] if values["menu_code"] else [],
        labour_codes=[values["labour_code"]] if values["labour_code"] else [],
        parts=[(part, quantity)] if part else [],
    )
    by, at = request.actor, clock.now()
    commands.add_lines(order_id=order_id, wishes=wishes, pay_type=values["pay_type"], by=by, at=at)
    return redirect("service:order", order_id)


@require_POST
@may("service.change_order")
@once
def sublet(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(AddSublet(request.POST))
    commands.add_sublet(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.propose_line")
@once
def finding(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(ProposeFinding(request.POST, request.FILES))
    file, by, at = values.pop("photo"), request.actor, clock.now()
    lines = commands.propose_finding(order_id=order_id, **_found(values), by=by, at=at)
    if file:
        commands.keep_photo(order_id=order_id, file=file, line_id=lines[0].pk, by=by, at=at)
    return redirect("service:order", order_id)


def _found(values: dict[str, Any]) -> dict[str, Any]:  # Any: cleaned values
    labour, part = values.pop("labour_code"), values.pop("part_number")
    quantity = values.pop("quantity")
    return {
        **values,
        "minutes": values["minutes"] or 0,
        "labour_codes": [labour] if labour else [],
        "parts": [(part, quantity)] if part else [],
    }


@require_POST
@may("service.authorise_line")
@once
def authorise(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(Authorise(request.POST))
    commands.authorise_lines(
        order_id=order_id,
        versions=_versions(request.POST.getlist("line")),
        **values,
        by=request.actor,
        at=clock.now(),
    )
    return redirect("service:order", order_id)


def _versions(texts: list[str]) -> dict[UUID, int]:
    """Lines as the page sends them: ``<id>:<version>``."""
    try:
        found = {UUID(key): int(version) for key, version in (t.split(":") for t in texts)}
    except ValueError as error:
        raise WrongInput(_("The form is incomplete. Reload the page and send again.")) from error
    if not found:
        raise WrongInput(_("Tick at least one line."))
    return found


@require_GET
@may("service.view_order")
def ask(request: StaffRequest, line_id: UUID) -> HttpResponse:
    line = line_record(request.actor, line_id)
    what = request.GET.get("do", "decline")
    person = line.order.contact_name or line.order.customer_name
    forms = {
        "authorise": (Authorise(initial={"person": person}), _("Note the customer's yes")),
        "decline": (Decline(initial={"person": person}), _("Note the customer's no")),
        "defer": (Defer(initial={"person": person}), _("Note that it comes later")),
        "change": (ChangeLine(initial=_as_it_is(line)), _("Change the line")),
    }
    if what not in forms:
        raise WrongInput(what)
    form, title = forms[what]
    url = reverse(f"service:line_{what}", args=[line.pk])
    context = {"line": line, "form": form, "title": title, "action": url, "do": what}
    return render(request, "service/_line_dialog.html", context)


def _as_it_is(line: JobLine) -> dict[str, str]:
    return {
        "title": line.title,
        "quantity": f"{line.quantity.normalize():f}",
        "unit_price_fen": f"{line.unit_price_fen / 100:.2f}",
        "pay_type": line.pay_type,
    }


@require_POST
@may("service.authorise_line")
@once
def authorise_one(request: StaffRequest, line_id: UUID) -> HttpResponse:
    values = checked(Authorise(request.POST))
    version = request.POST.get("version", "")
    order = commands.authorise_line(
        line_id=line_id,
        text_version=int(version) if version.isdecimal() else 0,
        **values,
        by=request.actor,
        at=clock.now(),
    )
    return redirect("service:order", order.pk)


@require_POST
@may("service.authorise_line")
def decline(request: StaffRequest, line_id: UUID) -> HttpResponse:
    values = checked(Decline(request.POST))
    order = commands.decline_line(line_id=line_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order.pk)


@require_POST
@may("service.authorise_line")
def defer(request: StaffRequest, line_id: UUID) -> HttpResponse:
    values = checked(Defer(request.POST))
    order = commands.defer_line(line_id=line_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order.pk)


@require_POST
@may("service.change_order")
def change(request: StaffRequest, line_id: UUID) -> HttpResponse:
    values = checked(ChangeLine(request.POST))
    line = commands.change_line(line_id=line_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", line.order_id)


@require_POST
@may("service.change_order")
def drop(request: StaffRequest, line_id: UUID) -> HttpResponse:
    order = commands.drop_line(line_id=line_id, by=request.actor, at=clock.now())
    return redirect("service:order", order.pk)


@require_POST
@may("service.change_order")
@once
def revive(request: StaffRequest, order_id: UUID, line_id: UUID) -> HttpResponse:
    commands.revive_line(line_id=line_id, order_id=order_id, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)
