"""Tasks: mine by day, one task with its script, and what came of the contact."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers.commands import reveal_contact
from forecourt.followups import commands, queries
from forecourt.followups.forms import GiveConsent, HandOver, NoteResult
from forecourt.followups.models import Result
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.store.queries import people
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("followups.view_task")
def tasks(request: StaffRequest) -> HttpResponse:
    by, at, asked = request.actor, clock.now(), request.GET
    when = asked.get("when", "") if asked.get("when", "") in queries.WHENS else "today"
    sees_all = by.may("followups.view_every_task")
    who = asked.get("who", "me") if sees_all else "me"
    filters = {"text": asked.get("q", ""), "code": asked.get("code", "")}
    sort = sort_key(asked, queries.SORTS, "due_at")
    context = {
        "page": queries.task_rows(
            by, when=when, who=who, **filters, sort=sort, page=page_number(asked), at=at
        ),
        "counts": queries.counts(by, who=who, at=at),
        "people": people(by) if by.may("followups.hand_over_task") else (),
    }
    shown = {"when": when, "who": who, "sees_all": sees_all, **filters}
    return render(request, "followups/tasks.html", context | shown)


@require_GET
@may("followups.view_task")
def plan(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    context = {"day": queries.today_plan(request.actor, at=at), "at": at}
    return render(request, "followups/plan.html", context)


@require_GET
@may("followups.view_task")
def task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    card = queries.task_card(request.actor, task_id, at=clock.now())
    context = {"card": card, "form": NoteResult(), "open_record": card.row.title}
    context["may_reveal"] = request.actor.may("customers.reveal_contact")
    return render(request, "followups/task.html", context)


@require_POST
@may("followups.work_task")
def note(request: StaffRequest, task_id: UUID) -> HttpResponse:
    form = NoteResult(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    said = {**form.cleaned_data, "result": Result(form.cleaned_data["result"])}
    commands.note_result(task_id=task_id, **said, by=request.actor, at=clock.now())
    return _go(request, reverse("followups:plan"))


@require_POST
@may("followups.work_task")
def note_sheet(request: StaffRequest, sheet_id: UUID) -> HttpResponse:
    form = NoteResult(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    said = {**form.cleaned_data, "result": Result(form.cleaned_data["result"])}
    commands.note_sheet(sheet_id=sheet_id, **said, by=request.actor, at=clock.now())
    return _go(request, reverse("followups:plan"))


@require_POST
@may("followups.work_task")
def send(request: StaffRequest, task_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    text = queries.task_card(by, task_id, at=at).opening
    commands.send_text(task_id=task_id, text=text, by=by, at=at)
    return _go(request, reverse("followups:plan"))


@require_POST
@may("customers.reveal_contact")
def reveal(request: StaffRequest, task_id: UUID, contact_point_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    card = queries.task_card(by, task_id, at=at)
    phone = queries.phone_of(card, contact_point_id)
    point = reveal_contact(
        contact_point_id=phone.contact_point_id, reason=card.row.why, by=by, at=at
    )
    context = {"phone": phone, "clear": point.value, "task_id": task_id}
    page = "followups/_phone.html" if request.htmx else "followups/phone.html"
    return render(request, page, context)


@require_POST
@may("customers.change_consent")
def consent(request: StaffRequest, task_id: UUID) -> HttpResponse:
    form, by, at = GiveConsent(request.POST), request.actor, clock.now()
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.note_consent(task_id=task_id, **form.cleaned_data, by=by, at=at)
    return _go(request, reverse("followups:task", args=[task_id]))


@require_POST
@may("followups.hand_over_task")
def hand_over(request: StaffRequest) -> HttpResponse:
    form = HandOver(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.hand_over(**form.cleaned_data, by=request.actor, at=clock.now())
    return _go(request, f"{reverse('followups:tasks')}?who=all")


def _go(request: StaffRequest, address: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
