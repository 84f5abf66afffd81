"""Price lists: the dated versions, and the prices of one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog import commands, queries
from forecourt.catalog.forms import DraftPriceList, DropPrice, SetPrice
from forecourt.catalog.models import PriceKind
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number, sort_key
from forecourt.ui.replies import done


@require_GET
@may("catalog.view_price")
def page(request: StaffRequest) -> HttpResponse:
    get, on = request.GET, clock.today(request.zone)
    kind = get.get("kind", "") if get.get("kind") in PriceKind.values else ""
    sort = sort_key(get, {"valid_from", "kind", "name", "version", "state"}, "-valid_from")
    rows = queries.price_list_rows(
        request.actor, kind=kind, sort=sort, page=page_number(get), on=on
    )
    form = DraftPriceList(initial={"kind": kind, "valid_from": on + timedelta(days=1)})
    context = {"page": rows, "kind": kind, "kinds": PriceKind.choices, "form": form}
    return render(request, "catalog/price_lists.html", context)


@require_POST
@may("catalog.change_price")
def draft(request: StaffRequest) -> HttpResponse:
    form = DraftPriceList(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    price_list = commands.draft_price_list(**form.cleaned_data, by=by, at=at)
    return done(request, "catalog:price_list", price_list.pk)


@require_GET
@may("catalog.view_price")
def card(request: StaffRequest, price_list_id: UUID) -> HttpResponse:
    by, get = request.actor, request.GET
    found, text = queries.price_list_card(by, price_list_id), get.get("q", "")
    sort = sort_key(get, {"code", "price_fen"}, "code")
    rows = queries.price_rows(by, price_list_id, text=text, sort=sort, page=page_number(get))
    context = {"card": found, "page": rows, "text": text, "form": SetPrice()}
    return render(request, "catalog/price_list.html", context)


@require_POST
@may("catalog.change_price")
def set_one(request: StaffRequest, price_list_id: UUID) -> HttpResponse:
    form = SetPrice(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    code, price_fen = form.cleaned_data["code"], form.cleaned_data["price"]
    by, at = request.actor, clock.now()
    commands.set_price(price_list_id=price_list_id, code=code, price_fen=price_fen, by=by, at=at)
    return done(request, "catalog:price_list", price_list_id)


@require_POST
@may("catalog.change_price")
def drop(request: StaffRequest, price_list_id: UUID) -> HttpResponse:
    form = DropPrice(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.drop_price(price_list_id=price_list_id, **form.cleaned_data, by=by, at=at)
    return done(request, "catalog:price_list", price_list_id)


@require_POST
@may("catalog.change_price")
def publish(request: StaffRequest, price_list_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.publish_price_list(price_list_id=price_list_id, by=by, at=at)
    return done(request, "catalog:price_list", price_list_id)


@require_POST
@may("catalog.change_price")
def withdraw(request: StaffRequest, price_list_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.withdraw_price_list(price_list_id=price_list_id, by=by, at=at)
    return done(request, "catalog:price_lists")
