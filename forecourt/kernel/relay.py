"""The relay: tells the listeners upstairs what the journal says, at least once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event
from uuid import UUID

import psycopg
from django.db import Error, connection, transaction

from forecourt.kernel.journal import listeners
from forecourt.kernel.listening import CHANNEL, connection_parameters
from forecourt.kernel.models import Entry
from forecourt.kernel.tenancy import all_tenants, tenant_set

Now = Callable[[], datetime]

POLL_SECONDS = 2.0  # for entries that wait for their next try, and as a net under LISTEN
PAUSE_SECONDS = 1.0  # after the database went away
ENTRIES_A_TURN = 100  # of one dealer group, before the next one has its turn

log = logging.getLogger(__name__)


def serve(stop: Event, *, now: Now) -> None:
    """Deliver entries until told to stop; a database that is away is waited for."""
    while not stop.is_set():
        try:
            _serve_while_connected(stop, now=now)
        except (Error, psycopg.Error) as error:
            log.warning("relay: the database is gone (%s); trying again", error)
            stop.wait(PAUSE_SECONDS)
        finally:
            connection.close()


def deliver_waiting(*, now: Now) -> int:
    """Give every dealer group one turn and answer how many entries were taken up."""
    taken = 0
    for tenant_id in _tenants_waiting(at=now()):
        with tenant_set(tenant_id):
            for _turn in range(ENTRIES_A_TURN):
                if not _deliver_next(at=now()):
                    break
                taken += 1
    return taken


def _serve_while_connected(stop: Event, *, now: Now) -> None:
    with psycopg.connect(**connection_parameters(), autocommit=True) as own:
        own.execute(f"LISTEN {CHANNEL}")
        while not stop.is_set():
            while deliver_waiting(now=now) and not stop.is_set():
                pass
            connection.close()  # an idle relay holds none of the pool
            for _notice in own.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass


def _tenants_waiting(*, at: datetime) -> list[UUID]:
    with all_tenants("the relay serves every dealer group"):
        waiting = Entry.objects.waiting(at=at).order_by("tenant_id")
        return list(waiting.values_list("tenant_id", flat=True).distinct())


@transaction.atomic
def _deliver_next(*, at: datetime) -> bool:
    """Claim one entry and call its listeners; what they write commits together with the mark.

    A worker that dies in between leaves the entry unmarked and nothing of the listeners' work.
    """
    waiting = Entry.objects.waiting(at=at)
    entry = waiting.select_for_update(skip_locked=True, no_key=True).first()
    if entry is None:
        return False
    try:
        with transaction.atomic():
            for listener in listeners().get(entry.kind, ()):
                listener(entry)
    except Exception as error:
        log.exception("relay: a listener failed on %s %s", entry.kind, entry.pk)
        entry.put_off(f"{type(error).__name__}: {error}", at=at)
    else:
        entry.mark_delivered(at=at)
    return True
