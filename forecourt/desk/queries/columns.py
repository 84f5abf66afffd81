"""What a column of a data query is: where it is read, how it is shown, filtered and exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from forecourt.desk.rules import Cell
from forecourt.kernel.actor import Actor
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags import ui_tags

Rows = Callable[[Actor], QuerySet[Any]]  # Any: records of any room
FEN_PER_YUAN = 100


class Form(StrEnum):
    """The form of a value."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "flag"
    PHONE = "phone"
    VIN = "vin"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``path`` is the field from the record's point of view."""

    key: str
    label: Label
    path: str
    form: Form = Form.TEXT
    choices: Mapping[str, Label] | None = None
    right: str = ""
    is_shown: bool = True  # among the columns that stand there at first

    @property
    def is_range(self) -> bool:
        return self.form in {Form.NUMBER, Form.MONEY, Form.DAY, Form.MOMENT}

    @property
    def is_right(self) -> bool:
        """Numbers stand at the right edge."""
        return self.form in {Form.NUMBER, Form.MONEY}


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record that can be sliced; ``url`` opens one of them by its key."""

    key: str
    label: Label
    icon: str
    right: str
    rows: Rows
    columns: tuple[Column, ...]
    order: str
    url: str = ""
    link_path: str = "pk"  # whose key the url takes


def shown(column: Column, value: Any) -> str:  # Any: what the database holds
    """A value as people read it; what is personal is masked."""
    if value is None:
        return ""
    if column.choices is not None:
        return str(column.choices.get(value, value))
    return _SHOWN.get(column.form, str)(value)


def _yes(value: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return "✓" if value else ""


_SHOWN: Mapping[Form, Callable[[Any], str]] = {
    Form.MONEY: ui_tags.money,
    Form.DAY: ui_tags.full_day,
    Form.MOMENT: ui_tags.full_clock,
    Form.FLAG: _yes,
    Form.PHONE: ui_tags.masked_phone,
    Form.VIN: ui_tags.masked_vin,
    Form.PLATE: ui_tags.plate,
    Form.NUMBER: ui_tags.thousands,
}


def exported(column: Column, value: Any) -> Cell:  # Any: what the database holds
    """A value as a file takes it: money in yuan, moments on the store's clock."""
    if value is None or column.choices is not None:
        return shown(column, value)
    match column.form:
        case Form.MONEY:
            return Decimal(value) / FEN_PER_YUAN
        case Form.NUMBER | Form.DAY:
            number_or_day: Cell = value
            return number_or_day
        case Form.MOMENT:
            assert isinstance(value, datetime)
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        case _:
            return shown(column, value)
