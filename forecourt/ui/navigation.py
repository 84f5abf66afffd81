"""What the menus and the rail are made of: places, each with the right it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from forecourt.kernel.actor import Actor

Label = str | Promise


class Area(StrEnum):
    """Where in the frame a place is offered besides its menu."""

    BUSINESS = "business"
    DATA = "data"
    QUERY = "query"
    SYSTEM = "system"
    QUICK = "quick"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that a person can go to.

    ``url`` is the name of a URL without arguments; ``right`` empty means everybody who is
    logged in.
    """

    label: Label
    icon: str
    url: str
    right: str = ""
    area: Area = Area.MENU


@dataclass(frozen=True, slots=True)
class Menu:
    """A heading of the menu bar; ``key`` is its access key (Alt and this letter)."""

    label: Label
    key: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A place as one person sees it on one page."""

    label: Label
    icon: str
    href: str
    area: Area
    key: str  # the URL name as an id: sales-orders
    is_here: bool


@dataclass(frozen=True, slots=True)
class Heading:
    label: Label
    key: str
    links: tuple[Link, ...]

    @property
    def is_here(self) -> bool:
        return any(link.is_here for link in self.links)


def headings(menus: Iterable[Menu], actor: Actor | None, path: str) -> tuple[Heading, ...]:
    """The menus that ``actor`` may open, with the place marked that ``path`` belongs to."""
    return headings_at(menus, actor, here(menus, actor, path)) if actor else ()


def headings_at(menus: Iterable[Menu], actor: Actor, address: str) -> tuple[Heading, ...]:
    """The menus that ``actor`` may open, with the place marked that has this address."""
    return tuple(
        Heading(menu.label, menu.key, tuple(_link(place, address) for place in places))
        for menu in menus
        if (places := [place for place in menu.places if _is_offered(place, actor)])
    )


def here(menus: Iterable[Menu], actor: Actor, path: str) -> str:
    """The address of the place that ``path`` belongs to, or ""."""
    offered = (place for menu in menus for place in menu.places if _is_offered(place, actor))
    return innermost([href(place) for place in offered], path)


def in_area(found: Iterable[Heading], area: Area) -> tuple[Link, ...]:
    return tuple(link for heading in found for link in heading.links if link.area is area)


@cache
def _address(url: str) -> str:
    """The path behind a URL name, or "" when its room is not opened."""
    try:
        return reverse(url)
    except NoReverseMatch:
        return ""


def href(place: Place) -> str:
    return _address(place.url)


def _is_offered(place: Place, actor: Actor) -> bool:
    return bool(href(place)) and (not place.right or actor.may(place.right))


def _link(place: Place, here: str) -> Link:
    address = href(place)
    is_here = address == here and place.area is not Area.QUICK
    key = place.url.replace(":", "-")
    return Link(place.label, place.icon, address, place.area, key, is_here)


def innermost(addresses: list[str], path: str) -> str:
    """The longest address that ``path`` lies under; the home page only matches itself."""
    under = [a for a in addresses if a == path or (a != "/" and path.startswith(a))]
    return max(under, key=len, default="")
