"""``manage.py worker``: the relay of the journal, the schedules and the slow jobs."""

from __future__ import annotations

import asyncio
import os
from threading import Event

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from forecourt.kernel import clock, relay

JOBS_AT_ONCE = 2
DRAIN_SECONDS = 5.0
NICER = 5  # somebody waits for a page, nobody for a listener: in a rush it catches up afterwards


class Command(BaseCommand):
    help = "Serve the outbox, the schedules and the slow jobs until told to stop."

    def handle(self, *args: object, **options: object) -> None:
        os.nice(NICER)
        asyncio.run(_work())


async def _work() -> None:
    """Run both halves; when one ends, so does the other, and the supervisor starts us again."""
    stop = Event()
    halves = {
        asyncio.create_task(asyncio.to_thread(relay.serve, stop, now=clock.now)),
        asyncio.create_task(_jobs()),
    }
    try:
        done, _ = await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        for half in halves:
            half.cancel()
    for half in done:
        half.result()


async def _jobs() -> None:
    """Work on jobs until SIGTERM or SIGINT."""
    pages = app.connector
    assert isinstance(pages, DjangoConnector)
    with app.replace_connector(pages.get_worker_connector()) as own:
        async with own.open_async():
            await own.run_worker_async(
                concurrency=JOBS_AT_ONCE, shutdown_graceful_timeout=DRAIN_SECONDS
            )
