"""Browsing the catalogue: grades, and one grade with all that can be chosen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.catalog import queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("catalog.view_catalogue")
def page(request: StaffRequest) -> HttpResponse:
    by, get, on = request.actor, request.GET, clock.today(request.zone)
    asked = {"text": get.get("q", ""), "model_code": get.get("model", "")}
    sort = sort_key(get, queries.GRADE_SORTS, "model")
    rows = queries.grade_rows(by, **asked, sort=sort, page=page_number(get), on=on)
    context = {**asked, "page": rows, "models": queries.models(by)}
    return render(request, "catalog/grades.html", context)


@require_GET
@may("catalog.view_catalogue")
def card(request: StaffRequest, product_code: str) -> HttpResponse:
    get = request.GET
    found = queries.grade_card(
        request.actor,
        product_code,
        paint=get.get("paint", ""),
        interior=get.get("interior", ""),
        codes=get.getlist("option"),
        on=clock.today(request.zone),
    )
    return render(request, "catalog/grade.html", {"card": found, "open_record": product_code})
