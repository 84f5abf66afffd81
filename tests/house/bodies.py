"""Bodies for forms that no screen filled in: which fields an address reads, and good values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tests.house.addresses import Keys


@dataclass
class Heard:
    """What an address asked of the request."""

    fields: set[str] = field(default_factory=set)
    forms: list[forms.BaseForm] = field(default_factory=list)

    @property
    def files(self) -> set[str]:
        every = [
            (form.add_prefix(name), one) for form in self.forms for name, one in form.fields.items()
        ]
        return {name for name, one in every if isinstance(one, forms.FileField)}


@contextmanager
def listening() -> Iterator[Heard]:
    heard = Heard()
    ask, ask_list, clean = (
        MultiValueDict.__getitem__,
        MultiValueDict.getlist,
        forms.BaseForm.full_clean,
    )

    def note(values: Any, key: Any) -> None:  # Any: whatever a view asks for
        if isinstance(values, QueryDict):
            heard.fields.add(str(key))

    def item(values: Any, key: Any) -> Any:
        note(values, key)
        return ask(values, key)

    def items(values: Any, key: Any, default: Any = None) -> Any:
        note(values, key)
        return ask_list(values, key, default)

    def cleaned(form: Any) -> None:
        heard.forms.append(form)
        clean(form)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultiValueDict, "__getitem__", item)
        patch.setattr(MultiValueDict, "getlist", items)
        patch.setattr(forms.BaseForm, "full_clean", cleaned)
        yield heard


def good_body(heard: Heard, keys: Keys) -> dict[str, object]:
    """Values of the right shape for all that was asked, as far as the forms tell it."""
    good: dict[str, object] = {name: str(keys[name]) for name in heard.fields if name in keys}
    for form in heard.forms:
        for name, one in form.fields.items():
            if not isinstance(one, forms.FileField):
                good[form.add_prefix(name)] = keys.get(name) or _value(one)
    return {name: value for name, value in good.items() if value not in (None, "")}


def _value(one: forms.Field) -> object:
    if isinstance(one, forms.ChoiceField):
        # Any: Django flattens what it takes as choices into pairs
        pairs: Any = one.choices
        keys = [key for key, label in pairs if not isinstance(label, list | tuple)]
        return next((str(key) for key in keys if key not in {"", None}), "")
    values: dict[type[forms.Field], object] = {
        forms.UUIDField: str(uuid4()),
        forms.BooleanField: "on",
        forms.DateTimeField: "2026-11-25T10:00",
        forms.DateField: "2026-11-25",
        forms.TimeField: "10:00",
        forms.IntegerField: str(getattr(one, "min_value", None) or 1),
    }
    return next((value for kind, value in values.items() if isinstance(one, kind)), "12")
