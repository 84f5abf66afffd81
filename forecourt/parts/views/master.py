"""The part master: looking parts up, filing and correcting them, their shelf and their moves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.parts import commands, queries
from forecourt.parts.forms import ChangePart, FilePart, PutInBin
from forecourt.ui.asked import sent
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("parts.view_part")
def part_list(request: StaffRequest) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "").strip()
    which = request.GET.get("show", "all")
    sort = sort_key(request.GET, queries.PART_SORTS, "number")
    page = queries.part_rows(by, text=text, which=which, sort=sort, page=page_number(request.GET))
    context = {"page": page, "text": text, "which": which, "may_file": _may_file(request)}
    return render(request, "parts/part_list.html", context)


_TYPED = ("q", "number", "part_numbers")  # what the fields are called where a number is typed


@require_GET
@may("parts.view_part")
def part_options(request: StaffRequest) -> HttpResponse:
    """Numbers to choose from while one is typed."""
    text = next((request.GET[name] for name in _TYPED if request.GET.get(name)), "")
    context = {"hits": queries.find(request.actor, text)}
    return render(request, "parts/_options.html", context)


@require_http_methods(["GET", "POST"])
@may("parts.change_part")
def part_new(request: StaffRequest) -> HttpResponse:
    form = FilePart(sent(request))
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "parts/part_form.html", {"form": form}, status=status)
    part = commands.file_part(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("parts:part", part.pk)


@require_GET
@may("parts.view_part")
def part(request: StaffRequest, part_id: UUID) -> HttpResponse:
    by = request.actor
    card = queries.part_card(by, part_id)
    context = {
        "card": card,
        "page": queries.move_rows(by, part_id, page_number(request.GET)),
        "bin_form": PutInBin(initial={"bin_code": card.bin_code}),
        "may_file": _may_file(request),
        "may_move": by.may("parts.receive_goods"),
        "may_see_cost": by.may("parts.view_cost"),
        "open_record": card.part.number,
    }
    return render(request, "parts/part.html", context)


@require_http_methods(["GET", "POST"])
@may("parts.change_part")
def part_change(request: StaffRequest, part_id: UUID) -> HttpResponse:
    found = queries.part(request.actor, part_id)
    begin = {name: getattr(found, name) for name in ChangePart.base_fields}
    form = ChangePart(sent(request), initial=begin)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "part": found}
        return render(request, "parts/part_form.html", context, status=status)
    by, at = request.actor, clock.now()
    commands.change_part(part_id=part_id, **form.cleaned_data, by=by, at=at)
    return redirect("parts:part", part_id)


@require_POST
@may("parts.receive_goods")
def part_bin(request: StaffRequest, part_id: UUID) -> HttpResponse:
    form = PutInBin(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.put_in_bin(part_id=part_id, **form.cleaned_data, by=by, at=at)
    return redirect("parts:part", part_id)


def _may_file(request: StaffRequest) -> bool:
    return request.actor.may("parts.change_part")
