"""The frame around every page, and the three choices it keeps in cookies."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.test import Client

from forecourt.kernel.actor import Actor
from forecourt.ui.navigation import Area, Menu, Place, headings, in_area, innermost
from forecourt.ui.strip import Move, StepState, Strip, steps


@pytest.mark.django_db
def test_the_page_of_components_draws_whole(client: Client) -> None:
    reply = client.get("/ui/")

    assert reply.status_code == 200
    for part in ("panel", "tbl", "pager", "flow-strip", "chip st-late", "plate real nev", "dlg"):
        assert part in reply.text


@pytest.mark.django_db
def test_htmx_swaps_refusals_and_bad_forms_but_no_accidents(client: Client) -> None:
    found = re.search(r"<meta name=\"htmx-config\" content='([^']+)'", client.get("/ui/").text)

    assert found is not None
    config = json.loads(found[1])
    assert config["responseHandling"][2] == {"code": "404|409|422", "swap": True}
    assert config["responseHandling"][3] == {"code": "[45]..", "swap": False, "error": True}
    assert config["allowEval"] is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "field", "value", "cookie"),
    [
        ("/ui/language/", "language", "en", "language"),
        ("/ui/theme/", "theme", "dark", "theme"),
        ("/ui/density/", "density", "compact", "density"),
    ],
)
def test_a_choice_is_kept_and_leads_back(
    client: Client, address: str, field: str, value: str, cookie: str
) -> None:
    reply = client.post(address, {field: value, "next": "/ui/?page=2"})

    assert (reply.status_code, reply["Location"]) == (302, "/ui/?page=2")
    assert reply.cookies[cookie].value == value


@pytest.mark.django_db
def test_nobody_is_led_to_another_site(client: Client) -> None:
    reply = client.post("/ui/theme/", {"theme": "dark", "next": "https://example.org/"})

    assert reply["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_choice_changes_nothing(client: Client) -> None:
    reply = client.post("/ui/language/", {"language": "xx", "next": "/ui/"})

    assert "language" not in reply.cookies


def test_a_place_without_right_or_address_is_not_offered() -> None:
    chen = Actor(UUID(int=1), UUID(int=2), "staff:chen", rights=frozenset({"store.use_desk"}))
    menus = (
        Menu(
            "Sales",
            "S",
            (
                Place("Home", "home", "desk:home", "store.use_desk", Area.BUSINESS),
                Place("Moon", "moon", "moon:list", "store.use_desk", Area.BUSINESS),
                Place("Vault", "lock", "desk:settings", "vault.open", Area.BUSINESS),
            ),
        ),
    )

    found = headings(menus, chen, "/")

    assert [link.label for link in in_area(found, Area.BUSINESS)] == ["Home"]
    assert headings(menus, None, "/") == ()


def test_the_longest_address_is_where_one_is() -> None:
    places = ["/", "/parts/", "/parts/orders/"]

    assert innermost(places, "/parts/orders/7/") == "/parts/orders/"
    assert innermost(places, "/sales/") == ""


def test_what_a_strip_posts_carries_a_key_of_its_own() -> None:
    moves = (Move("Open the gate", "/out/"), Move("Look", "/look/", is_link=True))

    drawn = render_to_string("ui/_flow.html", {"strip": Strip((), moves)})

    assert re.search(r'action="/out/"[^/]*name="idempotency_key" value="[0-9a-f-]{36}"', drawn)
    assert drawn.count("idempotency_key") == 1


def test_the_strip_says_done_now_and_later() -> None:
    strip = Strip(steps(("Open", "Work", "Check"), 1, is_late=True), (Move("Stop", "/x/"),))

    assert [step.state for step in strip.steps] == [StepState.DONE, StepState.NOW, StepState.LATER]
    assert [step.is_late for step in strip.steps] == [False, True, False]
