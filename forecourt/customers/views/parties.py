"""Files of people and companies: the list with its search, filing, and one file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers import commands, queries
from forecourt.customers.forms import (
    AddContact,
    ChangeParty,
    EndRelation,
    FileParty,
    GiveConsent,
    SetIdentity,
    TieRelation,
)
from forecourt.customers.models import PartyKind
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.store.queries import people
from forecourt.store.roles import Role
from forecourt.ui.paging import page_number, sort_key
from forecourt.ui.replies import done


@require_GET
@may("customers.view_party")
def page(request: StaffRequest) -> HttpResponse:
    get = request.GET
    asked = {"text": get.get("q", ""), "kind": get.get("kind", "")}
    sort = sort_key(get, set(queries.PARTY_SORTS), "-filed")
    rows = queries.party_rows(request.actor, **asked, sort=sort, page=page_number(get))
    context = {**asked, "page": rows, "kinds": PartyKind.choices}
    return render(request, "customers/parties.html", context)


@require_GET
@may("customers.view_party")
def find(request: StaffRequest) -> HttpResponse:
    """The search while typing: one fragment, one statement beside the visitor's own."""
    hits = queries.find(request.actor, request.GET.get("q", ""), 20)
    return render(request, "customers/_hits.html", {"hits": hits})


@require_GET
@may("customers.view_party")
def alike(request: StaffRequest) -> HttpResponse:
    name, phone = request.GET.get("name", ""), request.GET.get("phone", "")
    hits = queries.lookalikes(request.actor, name=name, phone=phone)
    return render(request, "customers/_alike.html", {"hits": hits})


@require_GET
@may("customers.change_party")
def new(request: StaffRequest) -> HttpResponse:
    initial = {"name": request.GET.get("name", ""), "phone": request.GET.get("phone", "")}
    form = FileParty(initial={**initial, "kind": PartyKind.PERSON})
    return render(request, "customers/party_new.html", {"form": form})


@require_POST
@may("customers.change_party")
@once
def file(request: StaffRequest) -> HttpResponse:
    form = FileParty(request.POST)
    if not form.is_valid():
        return render(request, "customers/_file.html", {"form": form}, status=422)
    values, by, at = dict(form.cleaned_data), request.actor, clock.now()
    if values.pop("kind") == PartyKind.PERSON:
        del values["tax_number"]
        party = commands.file_person(**values, consultant_id=_mine(request), by=by, at=at)
    else:
        del values["salutation"]
        party = commands.file_organization(**values, consultant_id=_mine(request), by=by, at=at)
    return done(request, "customers:party", party.pk)


def _mine(request: StaffRequest) -> UUID | None:
    """A consultant's new customer is the consultant's own."""
    is_consultant = request.actor.is_any_of(Role.SALES_CONSULTANT)
    return request.actor.staff_id if is_consultant else None


@require_GET
@may("customers.view_party")
def card(request: StaffRequest, party_id: UUID) -> HttpResponse:
    by, today = request.actor, clock.today(request.zone)
    if (standing := queries.standing_id(by, party_id)) != party_id:
        return redirect("customers:party", standing)
    found = queries.card(by, party_id, on=today)
    forms = {
        "change": _change_form(request, found),
        "contact": AddContact(),
        "consent": GiveConsent(),
        "tie": TieRelation(initial={"held_from": today}),
        "untie": EndRelation(initial={"held_until": today}),
        "identity": SetIdentity(),
    }
    context = {"card": found, "forms": forms, "open_record": found.name}
    return render(request, "customers/party.html", context)


def _change_form(request: StaffRequest, found: queries.PartyCard) -> ChangeParty:
    names = ("name", "born_on", "tax_number", "note", "consultant_id")
    initial = {name: getattr(found, name) for name in names}
    seen = {"salutation": found.salutation_code, "seen_at": found.changed_at.isoformat()}
    form = ChangeParty(initial={**initial, **seen})
    staff = people(request.actor, Role.SALES_CONSULTANT, Role.SERVICE_ADVISER)
    form.offer((person.staff_id, person.name) for person in staff)
    return form


@require_POST
@may("customers.change_party")
def change(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = ChangeParty(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    seen_at = form.cleaned_data["seen_at"]
    commands.change_party(party_id=party_id, fields=form.party(), seen_at=seen_at, by=by, at=at)
    return done(request, "customers:party", party_id)


@require_POST
@may("customers.change_party")
def identity(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = SetIdentity(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.set_identity(party_id=party_id, **form.cleaned_data, by=by, at=at)
    return done(request, "customers:party", party_id)


@require_GET
@may("customers.change_party")
def find_other(request: StaffRequest, party_id: UUID) -> HttpResponse:
    queries.standing_id(request.actor, party_id)
    hits = queries.find(request.actor, request.GET.get("who", ""), 8)
    others = [hit for hit in hits if hit.party_id not in {None, party_id}]
    return render(request, "customers/_others.html", {"hits": others})


@require_POST
@may("customers.change_party")
def tie(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = TieRelation(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.tie_relation(party_id=party_id, **form.cleaned_data, by=by, at=at)
    return done(request, "customers:party", party_id)


@require_POST
@may("customers.change_party")
def untie(request: StaffRequest, relation_id: UUID) -> HttpResponse:
    form = EndRelation(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    relation = commands.end_relation(relation_id=relation_id, **form.cleaned_data, by=by, at=at)
    return done(request, "customers:party", relation.party_id)
