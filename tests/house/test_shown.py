"""What a person is shown can be opened: no link, button or form leads to a closed door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from forecourt.customers.models import ContactPoint
from forecourt.customers.rights import RIGHTS as CUSTOMERS
from forecourt.kernel import clock
from forecourt.kernel.http import Access
from forecourt.store.queries import matrix
from forecourt.store.roles import EVERYBODY, Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff
from tests.house.addresses import ENDING, OWN, Keys, addresses, plant, url_of

pytestmark = pytest.mark.django_db

PARTS = 4  # of the roles, for several workers
MADE_UP = {"practice:outbox"}  # practice only: what would be sent, for people who do not exist
PLANTED = {("followups:task", "desk:trail")}  # the fact of a planted task was never recorded
DEEPEST = 6  # clicks from the home screen
_LINK = re.compile(r'<[a-z][^>]*?\s(href|action|formaction|hx-get|hx-post)="([^"]*)"')

_DIALOG = re.compile(r'<dialog[^>]*?\sid="([^"]*)".*?</dialog>', re.DOTALL)


def _reached(body: str, dialog: re.Match[str]) -> str:
    """A dialog that nothing on the page opens is not shown."""
    return dialog[0] if f'data-open="{dialog[1]}"' in body else ""


@dataclass
class _Walk:
    """One person follows every link, a page of each kind once, and notes the closed doors."""

    role: Role
    client: Client
    phones: frozenset[str]
    opened: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    def from_home(self) -> None:
        self._follow([("home", "/")])

    def from_elsewhere(self, keys: Keys) -> None:
        """Pages to which no link was found, opened by their address."""
        for name, access in addresses():
            may = self.role in matrix()[access.what]
            if may and name not in self.opened | ENDING and (url := url_of(name, keys)):
                self.opened.add(name)
                self._follow([(name, url)], is_shown=False)

    def _follow(self, links: list[tuple[str, str]], *, is_shown: bool = True) -> None:
        for _click in range(DEEPEST):
            found: list[tuple[str, str]] = []
            for where, url in links:
                found += self._open(where, url, is_shown=is_shown)
            links, is_shown = found, True
            if not links:
                return

    def _open(self, where: str, url: str, *, is_shown: bool) -> Iterator[tuple[str, str]]:
        reply = self.client.get(url)
        status, name = reply.status_code, _name(url)
        is_planted = (where, name) in PLANTED
        if status >= 500 or (is_shown and not is_planted and status in {403, 404}):
            self.wrong.add(f"{self.role}: {where} -> {name}: {status}")
        if status != 200 or "text/html" not in reply.get("Content-Type", ""):
            return
        body = reply.content.decode()
        if self.role not in CUSTOMERS["customers.reveal_contact"]:
            bare = re.sub(r"(?<=\d)[ -](?=\d)", "", body)
            if name not in MADE_UP and any(phone in bare for phone in self.phones):
                self.wrong.add(f"{self.role}: {name} shows a customer's phone")
        for kind, text in _LINK.findall(_DIALOG.sub(partial(_reached, body), body)):
            yield from self._judge(name, kind, unescape(text) or url)

    def _judge(self, where: str, kind: str, url: str) -> Iterator[tuple[str, str]]:
        """Complain about a closed door; answer a page that was not opened yet."""
        if not url.startswith("/") or url.startswith("/static/"):
            return
        name, access = _name(url), _access(url)
        if access is None:
            self.wrong.add(f"{self.role}: {where} -> {url}: leads nowhere")
        elif access.how == "may" and self.role not in matrix()[access.what]:
            self.wrong.add(f"{self.role}: {where} -> {name}: needs {access.what}")
        elif kind in {"href", "hx-get"} and access.how == "may" and name not in self.opened:
            self.opened.add(name)
            yield where, url


def _name(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url


def _access(url: str) -> Access | None:
    try:
        return getattr(resolve(urlsplit(url).path).func, "access", None)
    except Resolver404:
        return None


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_shown_can_be_opened(part: int) -> None:
    keys = plant(make_actor(), OWN)
    values = ContactPoint.objects.filter(kind="phone").values_list("value", flat=True)
    phones = frozenset(value.removeprefix("+86") for value in values)
    assert phones
    wrong: set[str] = set()
    with clock.frozen(NINE):
        for role in sorted(EVERYBODY)[part::PARTS]:
            client = login(Client(), make_staff(f"Somebody {role}", role))
            walk = _Walk(role, client, phones, opened={"desk:home"})
            walk.from_home()
            assert len(walk.opened) > 5, role
            walk.from_elsewhere(keys)
            wrong |= walk.wrong

    assert not wrong, "\n".join(sorted(wrong))
