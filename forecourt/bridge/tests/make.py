"""Makers: files of other systems, and what becomes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from forecourt.bridge import commands
from forecourt.bridge.models import ImportRun
from forecourt.kernel.actor import Actor
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

__all__ = [
    "NINE",
    "Role",
    "check",
    "login",
    "make_actor",
    "make_csv",
    "make_run",
    "make_staff",
    "make_store",
    "plant",
    "sample",
    "silent",
    "task_of",
    "write",
]

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def sample(name: str) -> bytes:
    """One of the shipped files."""
    return (SAMPLES / name).read_bytes()


def make_csv(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode(encoding)


def make_run(
    kind: str, content: bytes, *, by: Actor | None = None, name: str = "old.csv"
) -> ImportRun:
    """An uploaded file that nobody has read yet."""
    return commands.upload_import(
        kind=kind, file_name=name, content=content, language="en", by=by or make_actor(), at=NINE
    )


def check(
    kind: str, content: bytes, *, by: Actor | None = None, name: str = "old.csv"
) -> ImportRun:
    """A file that is read and not written."""
    by = by or make_actor()
    run = make_run(kind, content, by=by, name=name)
    return commands.check_import(run_id=run.pk, by=by, at=NINE, tell=silent)


def write(
    kind: str, content: bytes, *, by: Actor | None = None, without: bool = False
) -> ImportRun:
    """A file that is read, accepted and written."""
    by = by or make_actor()
    run = check(kind, content, by=by)
    commands.accept_import(run_id=run.pk, without_wrong_rows=without, by=by, at=NINE)
    return commands.write_import(run_id=run.pk, by=by, at=NINE, tell=silent)


def task_of(run: ImportRun) -> dict[str, str]:
    """What the worker is called with for a run."""
    return {
        "tenant_id": str(run.tenant_id),
        "store_id": str(run.store_id),
        "run_id": str(run.pk),
        "key": "staff:chen",
    }


def silent(_done_rows: int, _all_rows: int) -> None:
    """Nobody asks how far it is."""


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    content = make_csv(
        ("客户编号", "姓名", "手机", f"{canary} header"),
        (f"{canary}-1", f"{canary} customer", "13912345678", ""),
        (f"{canary}-2", f"{canary} wrong", f"{canary} phone", ""),
    )
    return {"run_id": check("customers", content, by=by, name=f"{canary}.csv").pk}
