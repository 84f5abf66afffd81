"""The door: greet, file, first word, leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forecourt.catalog.tests.make import make_model
from forecourt.customers.models import Consent, Party
from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads import commands
from forecourt.leads.models import Opportunity, Outcome, Visit
from forecourt.leads.models.visit import VisitClosed
from forecourt.leads.tests.make import make_consultant, make_opportunity, make_scenes, make_visit
from forecourt.store.tests.make import NINE, make_actor, make_store

pytestmark = pytest.mark.django_db
SOON = NINE + timedelta(seconds=100)


def test_a_walk_in_is_filed_with_name_phone_and_model() -> None:
    make_scenes()
    zhou, model, by = make_consultant(), make_model(), make_actor()

    deal = commands.file_visit(
        name="王芳", phone="138 0013 8000", model_id=model.pk, by=by, at=NINE
    )

    assert (deal.stage, deal.intent_level, deal.consultant_id) == ("filed", "C", zhou.pk)
    assert deal.party.name == "王芳"
    assert Visit.objects.get().opportunity == deal
    assert [entry.kind for entry in Entry.objects.order_by("pk") if "leads" in entry.kind] == [
        "leads.prospect_filed",
        "leads.visitor_arrived",
    ]
    assert Consent.objects.get().purpose == "enquiry"


def test_a_known_phone_is_the_same_person() -> None:
    make_scenes()
    zhang = make_party("张伟", phone="+8613800138000")

    deal = commands.file_visit(
        name="张", phone="13800138000", model_id=make_model().pk, by=make_actor(), at=NINE
    )

    assert deal.party_id == zhang.pk
    assert Party.objects.count() == 1


def test_a_visitor_with_an_open_file_comes_again_on_it() -> None:
    make_scenes()
    zhou, model = make_consultant(), make_model()
    party = make_party()
    deal = make_opportunity(party, consultant=zhou, model=model)

    again = commands.file_visit(
        name="", phone="", party_id=party.pk, model_id=model.pk, by=make_actor(), at=NINE
    )

    assert again == deal
    assert Visit.objects.get().consultant_id == zhou.pk
    assert Opportunity.objects.count() == 1


def test_nobody_is_filed_without_name_and_phone() -> None:
    with pytest.raises(WrongInput, match="needs a name and a phone"):
        commands.file_visit(name="王芳", phone="", model_id=None, by=make_actor(), at=NINE)

    assert not Visit.objects.exists()
    assert not Entry.objects.exists()


def test_the_first_word_stops_the_clock_once() -> None:
    zhou = make_consultant()
    visit = make_visit()

    commands.start_contact(visit_id=visit.pk, by=make_actor(staff=zhou), at=SOON)

    visit.refresh_from_db()
    assert (visit.waited_seconds, visit.consultant_id) == (100, zhou.pk)
    assert Entry.objects.get().payload == {
        "visit_id": str(visit.pk),
        "consultant_id": str(zhou.pk),
        "waited_seconds": 100,
    }
    with pytest.raises(VisitClosed, match="already talking"):
        commands.start_contact(visit_id=visit.pk, by=make_actor(), at=SOON)


def test_a_visitor_without_a_file_is_counted_and_leaves() -> None:
    visit = make_visit()

    with pytest.raises(WrongInput, match="no file"):
        commands.close_visit(visit_id=visit.pk, outcome=Outcome.FILED, by=make_actor(), at=SOON)
    commands.close_visit(visit_id=visit.pk, outcome=Outcome.COUNTED, by=make_actor(), at=SOON)

    entry = Entry.objects.get()
    assert (entry.kind, entry.payload["outcome"]) == ("leads.visitor_left", "counted")
    with pytest.raises(VisitClosed):
        commands.close_visit(visit_id=visit.pk, outcome=Outcome.COUNTED, by=make_actor(), at=SOON)


def test_the_visit_of_another_store_does_not_exist() -> None:
    visit = make_visit(store=make_store())

    with pytest.raises(Missing):
        commands.start_contact(visit_id=visit.pk, by=make_actor(), at=SOON)
