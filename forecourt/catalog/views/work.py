"""Standard work: labour operations, service menus, maintenance plans."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog import commands, queries
from forecourt.catalog.forms import ChangeLabour, ChangeMenu, ChangePlanRow, FileLabour
from forecourt.catalog.models import SkillCode
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number, sort_key
from forecourt.ui.replies import done


@require_GET
@may("catalog.view_catalogue")
def labour(request: StaffRequest) -> HttpResponse:
    get, on = request.GET, clock.today(request.zone)
    asked = {"text": get.get("q", ""), "skill": get.get("skill", "")}
    sort = sort_key(get, queries.LABOUR_SORTS, "code")
    rows = queries.labour_rows(request.actor, **asked, sort=sort, page=page_number(get), on=on)
    context = {**asked, "page": rows, "skills": SkillCode.choices, "form": FileLabour()}
    return render(request, "catalog/labour.html", context)


@require_POST
@may("catalog.change_labour")
def labour_file(request: StaffRequest) -> HttpResponse:
    form = FileLabour(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.file_labour(**form.cleaned_data, by=request.actor, at=clock.now())
    return done(request, "catalog:labour")


@require_GET
@may("catalog.change_labour")
def labour_edit(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    row = queries.labour_of(request.actor, operation_id, on=clock.today(request.zone))
    form = ChangeLabour(initial={name: getattr(row, name) for name in ChangeLabour.base_fields})
    return render(request, "catalog/labour_edit.html", {"row": row, "form": form})


@require_POST
@may("catalog.change_labour")
def labour_change(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    form = ChangeLabour(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_labour(operation_id=operation_id, **form.cleaned_data, by=by, at=at)
    return done(request, "catalog:labour")


@require_POST
@may("catalog.change_labour")
def labour_withdraw(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    commands.withdraw_labour(operation_id=operation_id, by=request.actor, at=clock.now())
    return done(request, "catalog:labour")


@require_GET
@may("catalog.view_catalogue")
def menus(request: StaffRequest) -> HttpResponse:
    get, on, text = request.GET, clock.today(request.zone), request.GET.get("q", "")
    sort = sort_key(get, {"code", "due_km", "bay_minutes", "promise_minutes"}, "due_km")
    rows = queries.menu_rows(request.actor, text=text, sort=sort, page=page_number(get), on=on)
    return render(request, "catalog/menus.html", {"page": rows, "text": text})


@require_GET
@may("catalog.view_catalogue")
def menu(request: StaffRequest, menu_id: UUID) -> HttpResponse:
    card = queries.menu_card(request.actor, menu_id, on=clock.today(request.zone))
    form = ChangeMenu(initial={name: getattr(card.menu, name) for name in ChangeMenu.base_fields})
    context = {"card": card, "form": form, "open_record": card.menu.code}
    return render(request, "catalog/menu.html", context)


@require_POST
@may("catalog.change_labour")
def menu_change(request: StaffRequest, menu_id: UUID) -> HttpResponse:
    form = ChangeMenu(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_menu(menu_id=menu_id, **form.cleaned_data, by=by, at=at)
    return done(request, "catalog:menu", menu_id)


@require_GET
@may("catalog.view_catalogue")
def plans(request: StaffRequest) -> HttpResponse:
    found = queries.plan_list(request.actor, on=clock.today(request.zone))
    return render(request, "catalog/plans.html", {"plans": found})


@require_GET
@may("catalog.view_catalogue")
def plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    card = queries.plan_card(request.actor, plan_id)
    return render(request, "catalog/plan.html", {"card": card, "open_record": card.code})


@require_GET
@may("catalog.change_plan")
def plan_row(request: StaffRequest, plan_row_id: UUID) -> HttpResponse:
    row = queries.plan_row(request.actor, plan_row_id)
    form = ChangePlanRow(initial={name: getattr(row, name) for name in ChangePlanRow.base_fields})
    return render(request, "catalog/plan_row.html", {"row": row, "form": form})


@require_POST
@may("catalog.change_plan")
def plan_row_change(request: StaffRequest, plan_row_id: UUID) -> HttpResponse:
    form = ChangePlanRow(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    row = commands.change_plan_row(plan_row_id=plan_row_id, **form.cleaned_data, by=by, at=at)
    return done(request, "catalog:plan", row.plan_id)
