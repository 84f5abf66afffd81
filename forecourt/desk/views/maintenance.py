"""Data maintenance: the rooms' own lists, and the numbers of the trade with their origin."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from forecourt.desk.forms import ChangeRule
from forecourt.desk.queries import rules as queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.store import commands
from forecourt.ui.asked import sent


@require_GET
@may("store.use_desk")
def maintenance(request: StaffRequest) -> HttpResponse:
    today = clock.today(request.zone)
    text = request.GET.get("q", "")
    rooms = queries.rules_by_room(request.actor, text=text, on=today)
    may_change = request.actor.may("store.change_rule")
    context = {"rooms": rooms, "text": text, "may_change": may_change}
    return render(request, "desk/maintenance.html", context)


@require_http_methods(["GET", "POST"])
@may("store.change_rule")
def rule(request: StaffRequest, rule_key: str) -> HttpResponse:
    today = clock.today(request.zone)
    line = queries.rule_line(request.actor, rule_key, on=today)
    if line is None:
        raise Http404
    begin = {"value": line.value, "valid_from": today + timedelta(days=1)}
    form = ChangeRule(sent(request), initial=begin)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "desk/rule.html", {"line": line, "form": form}, status=status)
    commands.change_rule(key=rule_key, **form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("desk:maintenance")
