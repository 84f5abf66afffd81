"""The till: bills that wait for money, and what came in on a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.finance import queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.asked import asked_day
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("finance.view_bill")
def till(request: StaffRequest) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "").strip()
    which = request.GET.get("show", "open")
    sort = sort_key(request.GET, queries.BILL_SORTS, "-drafted_at")
    page = queries.bill_rows(by, text=text, which=which, sort=sort, page=page_number(request.GET))
    book = None
    if by.may("finance.view_day_book"):
        book = queries.day_book(by, on=clock.today(request.zone))
    context = {"page": page, "text": text, "which": which, "book": book, "at": clock.now()}
    return render(request, "finance/till.html", context)


@require_GET
@may("finance.view_day_book")
def day_book(request: StaffRequest) -> HttpResponse:
    today = clock.today(request.zone)
    on = _day(request.GET.get("on", ""), today)
    context = {"book": queries.day_book(request.actor, on=on), "today": today}
    return render(request, "finance/day_book.html", context)


def _day(text: str, today: date) -> date:
    """The day that the address asks for; anything that is no day is today."""
    return asked_day(text) or today
