"""An import: uploaded, read, accepted, written as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from forecourt.bridge.commands.writing import write_rows
from forecourt.bridge.facts import (
    HeaderNamed,
    ImportAccepted,
    ImportChecked,
    ImportDropped,
    ImportFailed,
    ImportUploaded,
    ImportWritten,
)
from forecourt.bridge.models import HeaderAlias, ImportProgress, ImportRun, ImportState
from forecourt.bridge.queries.plan import Plan, Planned, Standing, Tell, plan
from forecourt.bridge.rules import files
from forecourt.bridge.rules.kinds import COLUMNS, ImportKind, plain_header
from forecourt.catalog.models import PriceKind
from forecourt.catalog.models.labour import BayKind, SkillCode
from forecourt.customers.models import PartyKind, Salutation
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import NotAllowed, Refused, WrongInput
from forecourt.parts.models import OriginClass
from forecourt.store.roles import Role

MOST_PROBLEMS = 1_000
PREVIEW_ROWS = 20
_PARTS_ONLY = frozenset({ImportKind.PARTS, ImportKind.PRICES})


class KindNotYours(NotAllowed):
    code = "kind-not-yours"

    def __init__(self) -> None:
        super().__init__(_("Your role imports parts and their prices only."))


class RowsAreWrong(Refused):
    code = "rows-are-wrong"

    def __init__(self, count: int) -> None:
        sentence = _("%(count)d rows are wrong. Mend the file, or import it without them.")
        super().__init__(sentence % {"count": count})


class NothingSound(Refused):
    code = "nothing-sound"

    def __init__(self) -> None:
        super().__init__(_("Nothing in this file is new. There is nothing to write."))


class NothingKept(Refused):
    code = "nothing-kept"

    def __init__(self) -> None:
        super().__init__(_("This file could not be read. Mend it and upload it again."))


@transaction.atomic
def upload_import(
    *, kind: str, file_name: str, content: bytes, language: str, by: Actor, at: datetime
) -> ImportRun:
    """Take a file in and have it read; nothing is written to any room.

    Raises:
        FileRefused: it is empty, too large, of a wrong kind, broken, or a bomb.
        KindNotYours: a parts manager imports parts and prices only.
    """
    _check_kind(kind, by)
    files.check(content, file_name)
    run = ImportRun.upload(
        kind=kind,
        file_name=file_name,
        content=content,
        sha256=sha256(content).hexdigest(),
        language=language,
        by=by,
        at=at,
    )
    _record_reading(run, by=by, at=at)
    return run


@transaction.atomic
def check_import(*, run_id: UUID, by: Actor, at: datetime, tell: Tell) -> ImportRun:
    """Read an uploaded file and keep what each row would become; done twice it changes nothing.

    Raises:
        Missing: this store has no such run.
        FileRefused: the file is broken, or a needed column is missing.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    if run.state != ImportState.UPLOADED:
        return run
    made = plan(by, ImportKind(run.kind), bytes(run.content), at=at, tell=tell)
    run.note_reading(
        counts=made.counts(), preview=_preview(made), problems=made.problems[:MOST_PROBLEMS], at=at
    )
    fact = ImportChecked(
        run_id=run.pk,
        new_rows=run.new_rows,
        known_rows=run.known_rows,
        wrong_rows=run.wrong_rows,
    )
    record(fact, by=by, at=at)
    return run


@transaction.atomic
def name_header(*, run_id: UUID, header: str, field: str, by: Actor, at: datetime) -> ImportRun:
    """Say what an unknown column means, for this and all later files, and have the file read again.

    Raises:
        Missing: this store has no such run.
        WrongInput: the kind has no such column.
        IllegalMove: the run is accepted, or at its end.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    _check_kind(run.kind, by)
    alias = plain_header(header)
    if not alias or field not in {column.field for column in COLUMNS[ImportKind(run.kind)]}:
        raise WrongInput(_("There is no such column."))
    HeaderAlias.name(run.kind, alias[:60], field)
    run.read_again(at=at)
    record(HeaderNamed(run_id=run.pk, header=header, field=field), by=by, at=at)
    _record_reading(run, by=by, at=at)
    return run


@transaction.atomic
def accept_import(*, run_id: UUID, without_wrong_rows: bool, by: Actor, at: datetime) -> ImportRun:
    """Have a checked file written, as a whole.

    Raises:
        Missing: this store has no such run.
        RowsAreWrong: rows are wrong, and nobody said to leave them out.
        NothingSound: no row is new.
        IllegalMove: the file is not read yet, or the run is at its end.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    _check_kind(run.kind, by)
    if run.state == ImportState.CHECKED:
        if run.wrong_rows and not without_wrong_rows:
            raise RowsAreWrong(run.wrong_rows)
        if not run.new_rows:
            raise NothingSound
    run.accept(without_wrong_rows=without_wrong_rows, by=by, at=at)
    fact = ImportAccepted(run_id=run.pk, without_wrong_rows=without_wrong_rows)
    record(fact, by=by, at=at)
    return run


@transaction.atomic
def write_import(*, run_id: UUID, by: Actor, at: datetime, tell: Tell) -> ImportRun:
    """Write an accepted file: all of it in this transaction; done twice it changes nothing.

    What was known at the reading is looked up again, since days may lie between.

    Raises:
        Missing: this store has no such run.
        RowsAreWrong: rows became wrong since the file was accepted.
    """
    ImportRun.hold_accepted(by.tenant_id)
    run = locked(ImportRun.objects.seen_by(by), run_id)
    if run.state != ImportState.ACCEPTED:
        return run
    kind = ImportKind(run.kind)
    made = plan(by, kind, bytes(run.content), at=at, tell=lambda _done, _all: None)
    wrong = made.of(Standing.WRONG)
    if wrong and not run.without_wrong_rows:
        raise RowsAreWrong(len(wrong))
    written = write_rows(kind=kind, made=made, run_id=run.pk, by=by, at=at, tell=tell)
    run.finish(written, at=at)
    fact = ImportWritten(
        run_id=run.pk, import_kind=kind, file_name=run.file_name, written_rows=written
    )
    record(fact, by=by, at=at)
    return run


@transaction.atomic
def tell_progress(*, run_id: UUID, done_rows: int, all_rows: int, by: Actor) -> None:
    """Say how far a run is; the bar on the screen asks for it."""
    ImportProgress.objects.seen_by(by).filter(run_id=run_id).tell(done_rows, all_rows)


@transaction.atomic
def fail_import(*, run_id: UUID, sentence: str, by: Actor, at: datetime) -> ImportRun:
    """Note why a file was refused; it is kept only where writing it may be tried again.

    Raises:
        Missing: this store has no such run.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    run.fail(sentence, at=at)
    record(ImportFailed(run_id=run.pk, sentence=sentence), by=by, at=at)
    return run


@transaction.atomic
def retry_import(*, run_id: UUID, by: Actor, at: datetime) -> ImportRun:
    """Have a file read once more whose writing failed.

    Raises:
        Missing: this store has no such run.
        NothingKept: the file could not even be read.
        IllegalMove: the run has not failed.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    _check_kind(run.kind, by)
    if run.state == ImportState.FAILED and not run.accepted_by:
        raise NothingKept
    run.read_again(at=at)
    _record_reading(run, by=by, at=at)
    return run


@transaction.atomic
def drop_import(*, run_id: UUID, by: Actor, at: datetime) -> ImportRun:
    """Throw a file away that is not accepted.

    Raises:
        Missing: this store has no such run.
        IllegalMove: it is accepted, or at its end.
    """
    run = locked(ImportRun.objects.seen_by(by), run_id)
    _check_kind(run.kind, by)
    run.drop(at=at)
    record(ImportDropped(run_id=run.pk), by=by, at=at)
    return run


def _check_kind(kind: str, by: Actor) -> None:
    if kind not in _PARTS_ONLY and not by.may("bridge.import_everything"):
        raise KindNotYours


def _record_reading(run: ImportRun, *, by: Actor, at: datetime) -> None:
    fact = ImportUploaded(
        run_id=run.pk, import_kind=run.kind, file_name=run.file_name, sha256=run.sha256
    )
    record(fact, by=by, at=at)


def _preview(made: Plan) -> dict[str, Any]:  # Any: what a JSON column holds
    columns = tuple(made.layout.places.values())
    return {
        "header_row": made.layout.row_number,
        "columns": [column.field for column in columns],
        "unknown": list(made.layout.unknown[:20]),
        "rows": [
            {
                "number": row.row_number,
                "standing": row.standing.value,
                "cells": [_shown(row, column.field) for column in columns],
            }
            for row in made.rows[:PREVIEW_ROWS]
        ],
    }


def _shown(row: Planned, name: str) -> str:
    value = row.values.get(name)
    if value is None:
        return ""
    if name.endswith("_fen"):
        return f"{value / 100:.2f}"
    words = _WORDS.get(name, {})
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(str(words.get(part, part)) for part in parts)


# Columns whose cells are words of the house, and how people read them.
_WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "bay_kind": dict(BayKind.choices),
    "kind": dict(PartyKind.choices),
    "list": dict(PriceKind.choices),
    "origin_class": dict(OriginClass.choices),
    "roles": dict(Role.choices),
    "salutation": dict(Salutation.choices),
    "skill": dict(SkillCode.choices),
}
