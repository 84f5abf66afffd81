"""What ``ui/page.html`` needs on every page; computed only when a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.ui import navigation
from forecourt.ui.navigation import Area, Heading, Link

THEMES = ("light", "dark")
DENSITIES = ("normal", "compact", "touch")


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
    def headings(self) -> tuple[Heading, ...]:
        menus = import_string(settings.NAVIGATION)
        return navigation.headings(menus, self.actor, self.request.path)

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
