"""One job: all about it, and every move that its flow allows."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.workshop import commands
from forecourt.workshop.forms import (
    CarryOverJob,
    ParkJob,
    PlaceJob,
    SetPromise,
    StartJob,
    StopJob,
)
from forecourt.workshop.queries.bench import panel
from forecourt.workshop.queries.placement import Effect, Wanted, asked_landing
from forecourt.workshop.views.bench import bench_reply
from forecourt.workshop.views.board import board_reply


@require_GET
@may("workshop.view_job")
def job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    context = {
        "panel": panel(request.actor, job_id, at=clock.now()),
        "at": clock.now(),
        "can_plan": request.actor.may("workshop.plan_job"),
        "can_work": request.actor.may("workshop.work_job"),
        "carry_over": CarryOverJob(),
        "promise": SetPromise(),
    }
    name = "workshop/_job_dialog.html" if request.htmx else "workshop/job.html"
    return render(request, name, context)


@require_POST
@may("workshop.plan_job")
def move(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = PlaceJob(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    by, at = request.actor, clock.now()
    wish = cast("Wanted", form.cleaned_data)  # the form has just checked it
    effects = () if wish["accept_effects"] else asked_landing(by, job_id, wish, at=at).effects
    if effects and request.htmx:
        return _ask(request, job_id, wish, effects)
    placed = commands.move_job(job_id=job_id, **wish, by=by, at=at)
    return board_reply(request, *placed.warnings)


@require_POST
@may("workshop.plan_job")
def unplace(request: StaffRequest, job_id: UUID) -> HttpResponse:
    commands.unplace_job(job_id=job_id, by=request.actor, at=clock.now())
    return board_reply(request)


@require_POST
@may("workshop.plan_job")
def withdraw(request: StaffRequest, job_id: UUID) -> HttpResponse:
    commands.withdraw_job(job_id=job_id, by=request.actor, at=clock.now())
    return board_reply(request)


@require_POST
@may("workshop.work_job")
def start(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = StartJob(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    commands.start_job(job_id=job_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return _done(request)


@require_POST
@may("workshop.work_job")
def stop(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = StopJob(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    commands.stop_job(job_id=job_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return _done(request)


@require_POST
@may("workshop.work_job")
def resume(request: StaffRequest, job_id: UUID) -> HttpResponse:
    commands.resume_job(job_id=job_id, by=request.actor, at=clock.now())
    return _done(request)


@require_POST
@may("workshop.work_job")
def finish(request: StaffRequest, job_id: UUID) -> HttpResponse:
    commands.finish_job(job_id=job_id, by=request.actor, at=clock.now())
    return _done(request)


@require_POST
@may("workshop.plan_job")
def park(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = ParkJob(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    commands.park_job(job_id=job_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return board_reply(request)


@require_POST
@may("workshop.plan_job")
def carry_over(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = CarryOverJob(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    commands.carry_over_job(job_id=job_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return board_reply(request)


@require_POST
@may("workshop.plan_job")
def promise(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = SetPromise(request.POST)
    if not form.is_valid():
        return _wrong(request, form)
    commands.set_promise(job_id=job_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return board_reply(request)


def _done(request: StaffRequest) -> HttpResponse:
    """The changed screen: the technician's own page, or the board."""
    if request.POST.get("origin") == "bench":
        return bench_reply(request) if request.htmx else redirect("workshop:bench")
    return board_reply(request)


def _wrong(request: StaffRequest, form: Form) -> HttpResponse:
    return render(request, "ui/_form_errors.html", {"form": form}, status=422)


def _ask(
    request: StaffRequest, job_id: UUID, wish: Wanted, effects: tuple[Effect, ...]
) -> HttpResponse:
    """The promises that a move would break, with the question whether that is meant."""
    context = {"job_id": job_id, "wish": wish, "effects": effects}
    reply = render(request, "workshop/_effects.html", context, status=409)
    reply["HX-Retarget"], reply["HX-Reswap"] = "#job-panel", "innerHTML"
    return reply
