"""The practice store: build it, move its clock.

practice build --size small|reference [--seed N] [--on YYYY-MM-DD]
practice clock [+30d|-2h|+15m|reset]
practice checksum
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from forecourt.demo import builder
from forecourt.demo.checksum import checksums
from forecourt.kernel import clock
from forecourt.kernel.models import Tenant
from forecourt.kernel.waiting import waiting

STEP = re.compile(r"([+-]\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class Rows:
    """Counts the rows that are written, under the words of the step they are written in."""

    def __init__(self) -> None:
        self.words, self.count = "", 0

    def say(self, words: str) -> None:
        self.words = words

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:  # Any: Django's signature
        answer = execute(sql, *rest)
        if sql.startswith("INSERT"):
            self.count += max(rest[-1]["cursor"].rowcount, 0)
        return answer

    def __str__(self) -> str:
        return f"{self.words}, {self.count:,} rows"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        build = actions.add_parser("build")
        build.add_argument("--size", choices=("small", "reference"), default="small")
        build.add_argument("--seed", type=int, default=1)
        build.add_argument("--scale", type=float, default=1.0)
        build.add_argument("--on", type=date.fromisoformat, default=None)
        actions.add_parser("clock").add_argument("step", nargs="?", default="")
        actions.add_parser("checksum")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        if not settings.PRACTICE:
            sentence = "This is no practice store (PRACTICE=0); nothing was done."
            raise CommandError(sentence)
        getattr(self, f"_{options['action']}")(**options)

    def _build(
        self, *, size: str, seed: int, scale: float, on: date | None, **_options: Any
    ) -> None:
        if Tenant.objects.exists():
            sentence = "The database already holds a dealer group; build into an empty one."
            raise CommandError(sentence)
        zone = ZoneInfo("Asia/Shanghai")
        day = on or clock.today(zone)
        at = datetime.combine(day, time(10, 42), zone).astimezone(UTC)
        # The store wakes in the middle of its morning, whatever time it is outside.
        clock.move(at - datetime.now(UTC) - clock.offset())
        if size == "reference":  # draws bars of its own
            builder.build(size, seed=seed, at=at, scale=scale, say=self.stdout.write)
            return
        rows = Rows()
        with connection.execute_wrapper(rows), waiting("Building the practice store", rows.__str__):
            builder.build(size, seed=seed, at=at, scale=scale, say=rows.say)

    def _clock(self, *, step: str, **_options: Any) -> None:
        if step == "reset":
            clock.move(-clock.offset())
        elif step:
            match = STEP.fullmatch(step)
            if match is None:
                sentence = f"{step!r} is no step. Write +30d, -2h or +15m."
                raise CommandError(sentence)
            clock.move(timedelta(**{UNITS[match[2]]: int(match[1])}))
        self.stdout.write(f"{clock.now().isoformat(timespec='seconds')} ({clock.offset()} ahead)")

    def _checksum(self, **_options: Any) -> None:
        for table, digest in checksums():
            self.stdout.write(f"{digest}  {table}")
