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

from forecourt.demo import builder
from forecourt.demo.checksum import checksums
from forecourt.kernel import clock
from forecourt.kernel.models import Tenant

STEP = re.compile(r"([+-]\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


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
        builder.build(size, seed=seed, at=at, scale=scale, say=self.stdout.write)

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
