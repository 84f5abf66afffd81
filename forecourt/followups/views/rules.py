"""The rule book: what is in force since when and from whom, and a new dated version."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.followups import commands, queries
from forecourt.followups.forms import ChangeRule, ChangeStep
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may


@require_GET
@may("followups.view_rule")
def rules(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    rows = queries.rule_rows(request.actor, text=text, at=clock.now())
    return render(request, "followups/rules.html", {"rows": rows, "text": text})


@require_GET
@may("followups.view_rule")
def rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    page = queries.rule_page(by, rule_id, at=at)
    today = queries.day_of(by, at)
    start = {"valid_from": today, "is_on": page.newest.is_on}
    steps = [(row, _step_form(row)) for row in page.steps]
    context = {"rule": page, "form": ChangeRule(initial=start), "steps": steps, "by": by.key}
    context |= {"may_change": by.may("followups.change_rule"), "open_record": page.code}
    return render(request, "followups/rule.html", context)


@require_POST
@may("followups.change_rule")
def change(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    page = queries.rule_page(by, rule_id, at=at)
    form = ChangeRule(request.POST)
    steps = {row.step_id: ChangeStep(request.POST, prefix=str(row.step_id)) for row in page.steps}
    wrong = next((f for f in (form, *steps.values()) if not f.is_valid()), None)
    if wrong is not None:
        return render(request, "ui/_form_errors.html", {"form": wrong}, status=422)
    changes = {pk: step.cleaned_data for pk, step in steps.items()}
    commands.change_rule(rule_id=rule_id, **form.cleaned_data, steps=changes, by=by, at=at)
    return redirect("followups:rule", rule_id)


@require_POST
@may("followups.approve_rule")
def approve(request: StaffRequest, version_id: UUID) -> HttpResponse:
    version = commands.approve_version(version_id=version_id, by=request.actor, at=clock.now())
    return redirect("followups:rule", version.rule_id)


@require_POST
@may("followups.change_rule")
def replan(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    commands.replan_rule(rule_id=rule_id, by=request.actor, at=clock.now())
    return redirect("followups:rule", rule_id)


def _step_form(row: queries.StepRow) -> ChangeStep:
    start = {name: getattr(row.step, name) for name in ChangeStep.base_fields}
    return ChangeStep(initial=start, prefix=str(row.step_id))
