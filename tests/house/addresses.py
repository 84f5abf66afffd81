"""Every address of the house, and planted records to fill in its keys."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.http import Access, views
from forecourt.store.tests.make import NINE

OWN, NEXT_DOOR, STRANGER = "Kiebitz", "Zaunkoenig", "Steinadler"  # canaries
ENDING = frozenset({"store:logout", "portal:logout"})  # after it the person is gone
Keys = dict[str, object]


def rooms() -> list[str]:
    return [
        app.name
        for app in apps.get_app_configs()
        if app.name.startswith("forecourt.") and find_spec(f"{app.name}.tests.make")
    ]


def plant(by: Actor, canary: str) -> Keys:
    keys: Keys = {}
    with clock.frozen(NINE):
        for room in rooms():
            make = import_module(f"{room}.tests.make")
            if hasattr(make, "plant"):
                keys |= make.plant(by, canary)
    return keys


def addresses(*hows: str) -> list[tuple[str, Access]]:
    """Names of all addresses that staff (or others) may open, with their right."""
    found = {
        name: view.access
        for _path, name, view in views()
        if isinstance(getattr(view, "access", None), Access)
    }
    asked = hows or ("may",)
    return sorted((name, access) for name, access in found.items() if access.how in asked)


def url_of(name: str, keys: Keys) -> str | None:
    """The address with these keys filled in; None when a key was not planted."""
    space, _, bare = name.rpartition(":")
    resolver = get_resolver()
    for part in filter(None, space.split(":")):
        resolver = resolver.namespace_dict[part][1]
    for possibility, _pattern, _defaults, _converters in resolver.reverse_dict.getlist(bare):
        for _form, names in possibility:
            if all(key in keys for key in names):
                try:
                    return reverse(name, kwargs={key: keys[key] for key in names})
                except NoReverseMatch:
                    continue
    return None


class Writes:
    """Notes every statement that changes rows."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: Any,
    ) -> Any:  # Any: Django's own types
        if sql.lstrip().split(" ", 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.found.append(sql)
        return execute(sql, params, many, context)
