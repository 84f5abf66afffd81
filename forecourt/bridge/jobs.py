"""Reading and writing files, beside the pages; how far they are is told while they work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from forecourt.bridge import commands, queries
from forecourt.bridge.queries.plan import Tell
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.4


@app.task(name="forecourt.bridge.jobs.read_file")
def read_file(tenant_id: str, store_id: str, run_id: str, key: str) -> None:
    """Read an uploaded file; the run knows afterwards what it would become."""

    def read(by: Actor, at: datetime, tell: Tell) -> None:
        commands.check_import(run_id=UUID(run_id), by=by, at=at, tell=tell)

    carry_out(Actor.system(UUID(tenant_id), UUID(store_id), key=key), UUID(run_id), read)


@app.task(name="forecourt.bridge.jobs.write_file")
def write_file(tenant_id: str, store_id: str, run_id: str, key: str) -> None:
    """Write an accepted file, all of it or nothing."""

    def write(by: Actor, at: datetime, tell: Tell) -> None:
        commands.write_import(run_id=UUID(run_id), by=by, at=at, tell=tell)

    carry_out(Actor.system(UUID(tenant_id), UUID(store_id), key=key), UUID(run_id), write)


def carry_out(by: Actor, run_id: UUID, act: Callable[[Actor, datetime, Tell], None]) -> None:
    """Do it in the language of the person; a refusal is kept with the run as its sentence."""
    with tenant_set(by.tenant_id), translation.override(queries.language_of(by, run_id)):
        at = clock.now()
        try:
            with _telling(by, run_id) as tell:
                act(by, at, tell)
        except Refused as no:
            commands.fail_import(run_id=run_id, sentence=no.sentence, by=by, at=at)
        except DatabaseError as error:  # its words hold the row: they stay out of the log
            log.error("import %s: %s", run_id, type(error).__name__)  # noqa: TRY400
            sentence = _(
                "The database refused a row: a value does not fit, or somebody wrote the same "
                "thing meanwhile. Try it again, or throw the file away."
            )
            commands.fail_import(run_id=run_id, sentence=sentence, by=by, at=at)
        except Exception:
            sentence = _("Something went wrong in the house. Try it again, or call for help.")
            commands.fail_import(run_id=run_id, sentence=sentence, by=by, at=at)
            raise


@contextmanager
def _telling(by: Actor, run_id: UUID) -> Iterator[Tell]:
    """Say how far the work is through a connection of its own, seen while the work is not."""
    last: tuple[float, Future[None] | None] = (0.0, None)

    def tell(done_rows: int, all_rows: int) -> None:
        nonlocal last
        at, running = last
        if (running is None or running.done()) and monotonic() - at >= PAUSE_SECONDS:
            last = (monotonic(), beside.submit(_tell, by, run_id, done_rows, all_rows))

    with ThreadPoolExecutor(max_workers=1) as beside:
        yield tell
        beside.submit(connection.close)


def _tell(by: Actor, run_id: UUID, done_rows: int, all_rows: int) -> None:
    with tenant_set(by.tenant_id):
        commands.tell_progress(run_id=run_id, done_rows=done_rows, all_rows=all_rows, by=by)
