"""The ring road of the home screen, with one station looked into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forecourt.desk.queries import tally, urgent
from forecourt.desk.queries.shares import Share, shares_of
from forecourt.desk.queries.stations import STATIONS, Spec
from forecourt.desk.queries.tally import Tally, Values
from forecourt.desk.queries.urgent import Urgent
from forecourt.kernel.actor import Actor

MINE, STORE, GATE = "mine", "store", "gate"


@dataclass(frozen=True, slots=True)
class Station:
    """A station with its live counts; the one that is looked into has shares and cases too."""

    key: str
    place: str
    icon: str
    label: str
    note: str
    way: str
    href: str
    may_open: bool
    count: int
    late: int
    mine: int
    sentence: str
    shares: tuple[Share, ...] = ()
    urgent: tuple[Urgent, ...] = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """The ring road, with one station looked into."""

    whose: str
    stations: tuple[Station, ...]
    station: Station
    gate: int


def ring(by: Actor, *, whose: str, station: str, values: Values) -> Ring:
    """Two statements: the counts of all stations, and the urgent cases of one of them."""
    grouped: dict[str, list[Tally]] = {spec.key: [] for spec in STATIONS}
    gate = 0
    for row in tally.tallies(values):
        if row.station in grouped:
            grouped[row.station].append(row)
        elif row.station == GATE:
            gate += row.count
    drawn = tuple(_station(spec, grouped[spec.key], by, whose) for spec in STATIONS)
    chosen = next((s for s in drawn if s.key == station), None) or _default(drawn)
    return Ring(whose, drawn, _looked_into(chosen, grouped[chosen.key], whose, values), gate)


def _station(spec: Spec, rows: Iterable[Tally], by: Actor, whose: str) -> Station:
    rows = tuple(rows)
    mine = sum(row.mine for row in rows)
    count = mine if whose == MINE else sum(row.count for row in rows)
    late = sum(row.late for row in rows)
    return Station(
        key=spec.key,
        place=spec.place,
        icon=spec.icon,
        label=str(spec.label),
        note=str(spec.note),
        way=_("Open the list"),
        href=_href(spec, by),
        may_open=by.may(spec.right),
        count=count,
        late=late,
        mine=0 if whose == MINE else mine,
        sentence=_sentence(str(spec.label), count, late),
    )


def _sentence(label: str, count: int, late: int) -> str:
    cases = ngettext("%(count)d case", "%(count)d cases", count) % {"count": count}
    if not late:
        return f"{label}: {cases}"
    return _("%(label)s: %(cases)s, %(late)d overdue") % {
        "label": label,
        "cases": cases,
        "late": late,
    }


def _href(spec: Spec, by: Actor) -> str:
    if not by.may(spec.right):
        return ""
    try:
        return reverse(spec.url)
    except NoReverseMatch:
        return ""


def _default(stations: Iterable[Station]) -> Station:
    """The station with the most overdue cases, of one's own first, that the person may open."""
    return max(
        stations, key=lambda s: (s.may_open, bool(s.late and s.mine), s.late, s.mine, s.count)
    )


def _looked_into(station: Station, rows: Iterable[Tally], whose: str, values: Values) -> Station:
    """Its shares for everybody, its cases for those who may open it."""
    shares = shares_of(rows, mine_only=whose == MINE)
    cases = urgent.urgent(station.key, values) if station.may_open else ()
    return replace(station, shares=shares, urgent=cases)
