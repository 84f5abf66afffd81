"""The modules of the main window, in the order of the trade."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Module:
    """One entry: shown when the address exists and the actor has the right."""

    label: Promise
    icon: str
    url_name: str
    right: str
    area: str = "business"  # business, maintenance, query or settings
    key: str = ""  # access key in the menu bar


MODULES: tuple[Module, ...] = (Module(_("Home"), "home", "desk:home", "store.use_desk", key="H"),)
