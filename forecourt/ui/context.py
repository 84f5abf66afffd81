"""What ``ui/page.html`` needs on every page; computed only when a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.ui import navigation
from forecourt.ui.navigation import Area, Heading, Link

THEMES = ("light", "dark")
DENSITIES = ("normal", "compact", "touch")


@dataclass
class Menus:
    """The menus of everybody with the same rights, at one place, as data and as drawn."""

    headings: tuple[Heading, ...]

    @property
    def business(self) -> tuple[Link, ...]:
        return navigation.in_area(self.headings, Area.BUSINESS)

    @property
    def data(self) -> tuple[Link, ...]:
        return navigation.in_area(self.headings, Area.DATA)

    @property
    def foot(self) -> tuple[Link, ...]:
        query = navigation.in_area(self.headings, Area.QUERY)
        return (*query, *navigation.in_area(self.headings, Area.SYSTEM))

    @property
    def quick(self) -> tuple[Link, ...]:
        return navigation.in_area(self.headings, Area.QUICK)

    @cached_property
    def bar(self) -> SafeString:
        return render_to_string("ui/_menu_bar.html", {"menus": self})

    @cached_property
    def rail(self) -> SafeString:
        return render_to_string("ui/_rail.html", {"menus": self})


def _modules() -> tuple[navigation.Menu, ...]:
    modules: tuple[navigation.Menu, ...] = import_string(settings.NAVIGATION)
    return modules


@lru_cache(maxsize=1024)
def _menus(
    kind: ActorKind,
    rights: frozenset[str],
    address: str,
    language: str,  # noqa: ARG001 - the words are drawn in it
) -> Menus:
    """Kept for as long as the process lives: a third of a page's drawing, always the same."""
    nobody = UUID(int=0)
    actor = Actor(nobody, nobody, key="", kind=kind, rights=rights)
    return Menus(navigation.headings_at(_modules(), actor, address))


@dataclass
class Frame:
    """One person's frame around one page."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else THEMES[0]

    @property
    def density(self) -> str:
        chosen = self.request.COOKIES.get("density", "")
        return chosen if chosen in DENSITIES else DENSITIES[0]

    @cached_property
    def _menus(self) -> Menus:
        if self.actor is None:
            return Menus(())
        address = navigation.here(_modules(), self.actor, self.request.path)
        return _menus(self.actor.kind, self.actor.rights, address, get_language() or "")

    @property
    def business(self) -> tuple[Link, ...]:
        return self._menus.business

    @property
    def data(self) -> tuple[Link, ...]:
        return self._menus.data

    @property
    def menu_bar(self) -> SafeString:
        return self._menus.bar

    @property
    def rail(self) -> SafeString:
        return self._menus.rail

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def is_practice(self) -> bool:
        return bool(settings.PRACTICE)

    @property
    def days_ahead(self) -> int:
        """By how many whole days the practice clock was moved."""
        return max(0, clock.offset() // timedelta(days=1))


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
