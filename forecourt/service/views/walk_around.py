"""The walk-around on the tablet: marks on the outline, photos, notes, the signature."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.attachments import content
from forecourt.kernel.http import StaffRequest, may
from forecourt.service import commands
from forecourt.service.forms import MarkDamage, NoteWalkAround, Reason, Sign, checked
from forecourt.service.models import DamageKind, DamageSize
from forecourt.service.queries import walking


@require_GET
@may("service.view_order")
def sheet(request: StaffRequest, order_id: UUID) -> HttpResponse:
    card = walking.walk_card(request.actor, order_id)
    seen = card.sheet
    initial = {
        "energy_percent": seen.energy_percent if seen else None,
        "warning_lamps": seen.warning_lamps if seen else "",
        "belongings": seen.belongings if seen else "",
        "remarks": seen.remarks if seen else "",
        "may_show_on_board": seen.may_show_on_board if seen else False,
    }
    context = {
        "card": card,
        "form": NoteWalkAround(initial=initial),
        "kinds": DamageKind.choices,
        "sizes": DamageSize.choices,
        "reason": Reason(),
        "can_change": card.is_open and request.actor.may("service.change_order"),
        "open_record": card.order.number,
    }
    return render(request, "service/walk_around.html", context)


@require_POST
@may("service.change_order")
def note(request: StaffRequest, order_id: UUID) -> HttpResponse:
    commands.note_walk_around(
        order_id=order_id,
        **checked(NoteWalkAround(request.POST)),
        points_done=request.POST.getlist("point"),
        by=request.actor,
        at=clock.now(),
    )
    return _again(request, order_id)


def _again(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The parts of the sheet that change; without htmx the whole of it."""
    if not request.htmx:
        return redirect("service:walk_around", order_id)
    card = walking.walk_card(request.actor, order_id)
    context = {"card": card, "can_change": card.is_open}
    return render(request, "service/walk_around.reply.html", context)


@require_POST
@may("service.change_order")
def mark(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(MarkDamage(request.POST))
    commands.mark_damage(order_id=order_id, **values, by=request.actor, at=clock.now())
    return _again(request, order_id)


@require_POST
@may("service.change_order")
def unmark(request: StaffRequest, mark_id: UUID) -> HttpResponse:
    order_id = commands.remove_mark(mark_id=mark_id, by=request.actor, at=clock.now())
    return _again(request, order_id)


@require_POST
@may("service.change_order")
def sign(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(Sign(request.POST))
    commands.sign_walk_around(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.change_order")
def refuse(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(Reason(request.POST))
    commands.refuse_signature(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_GET
@may("service.view_order")
def signature(request: StaffRequest, order_id: UUID) -> HttpResponse:
    kept = walking.signature(request.actor, order_id)
    return HttpResponse(content(kept), content_type=kept.media_type)
