"""Where the time of a request goes: which layer of the house, and which part within it."""

from __future__ import annotations

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable

LAYERS = (  # the first that fits
    ("psycopg", "database and driver"),
    ("select.", "database and driver"),
    ("django/template", "templates"),
    ("django/utils/html", "templates"),
    ("django/utils/safestring", "templates"),
    ("django/db", "ORM"),
    ("django/forms", "forms"),
    ("forecourt/", "own code"),
    ("django/", "door (cookies, middleware, addresses)"),
)
REST = "Python itself"
Shares = list[tuple[str, float]]


def shares(call: Callable[[], object], times: int) -> tuple[Shares, tuple[str, float]]:
    """Shares of the time by layer in percent, the largest first; and the costliest function.

    A profiler makes Python slower and leaves the database as it is: shares of Python are upper
    bounds.
    """
    profile = cProfile.Profile()
    for _ in range(times):
        profile.runcall(call)
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # documented, not typed
    layers: dict[str, float] = defaultdict(float)
    costliest = ("", 0.0)
    total = sum(row[2] for row in stats.values())
    for (file, _line, name), (_calls, _primitive, own, _within, _callers) in stats.items():
        layers[_layer(file, name)] += own
        if own > costliest[1]:
            costliest = (f"{'/'.join(file.split('/')[-2:])} {name}".strip("~ "), own)
    ordered = sorted(layers.items(), key=lambda one: -one[1])
    percents = [(layer, 100 * own / total) for layer, own in ordered]
    return percents, (costliest[0], 100 * costliest[1] / total)


def _layer(file: str, name: str) -> str:
    place = name if file == "~" else file
    return next((layer for sign, layer in LAYERS if sign in place), REST)
