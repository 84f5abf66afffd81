"""Uploaded and accepted files become jobs of the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from forecourt.kernel.models import Entry


def on_import_uploaded(entry: Entry) -> None:
    """Have the file read; a second job for it finds nothing to do."""
    _defer("forecourt.bridge.jobs.read_file", entry)


def on_import_accepted(entry: Entry) -> None:
    """Have the file written; a second job for it finds nothing to do."""
    _defer("forecourt.bridge.jobs.write_file", entry)


def _defer(task: str, entry: Entry) -> None:
    run_id = str(entry.payload["run_id"])
    job = app.configure_task(task, lock=f"import-{run_id}")
    job.defer(
        tenant_id=str(entry.tenant_id), store_id=str(entry.store_id), run_id=run_id, key=entry.actor
    )
