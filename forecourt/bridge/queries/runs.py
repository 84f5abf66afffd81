"""Import runs as screens draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.bridge.models import (
    IMPORT_FLOW,
    ImportProblem,
    ImportProgress,
    ImportRun,
    ImportState,
)
from forecourt.bridge.models.run import ImportRunQuerySet
from forecourt.bridge.rules.kinds import COLUMNS, Column, ImportKind
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.ui.paging import Page, page_of

PARTS_ONLY = (ImportKind.PARTS, ImportKind.PRICES)
AT_WORK = (ImportState.UPLOADED, ImportState.ACCEPTED)


def kinds(by: Actor) -> tuple[ImportKind, ...]:
    """What this person may import."""
    return tuple(ImportKind) if by.may("bridge.import_everything") else PARTS_ONLY


def _runs(by: Actor) -> ImportRunQuerySet:
    return ImportRun.objects.seen_by(by).of_kinds(kinds(by)).without_content()


def language_of(by: Actor, run_id: UUID) -> str:
    """The language in which the person of a run reads."""
    rows = ImportRun.objects.seen_by(by).filter(pk=run_id).values_list("language", flat=True)
    return rows.first() or "zh-hans"


@dataclass(frozen=True, slots=True)
class RunRow:
    run_id: UUID
    kind: ImportKind
    file_name: str
    state: ImportState
    uploaded_at: datetime
    uploaded_by: str
    new_rows: int
    wrong_rows: int
    written_rows: int

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def stage(self) -> str:
        return _STAGES[self.state]


_STAGES = {
    ImportState.UPLOADED: "work",
    ImportState.CHECKED: "wait",
    ImportState.ACCEPTED: "work",
    ImportState.WRITTEN: "done",
    ImportState.FAILED: "part",
    ImportState.DROPPED: "plan",
}
RUN_SORTS = {"file_name", "kind", "uploaded_at", "state"}


def run_rows(
    by: Actor, *, text: str = "", sort: str = "-uploaded_at", page: int = 1
) -> Page[RunRow]:
    """Import runs of the store, the newest first; two statements."""
    rows = _runs(by)
    if text:
        rows = rows.filter(file_name__icontains=text)
    found = page_of(rows.order_by(sort, "pk"), page)
    return found.with_rows([_row(run) for run in found.rows])


def _row(run: ImportRun) -> RunRow:
    return RunRow(
        run_id=run.pk,
        kind=ImportKind(run.kind),
        file_name=run.file_name,
        state=ImportState(run.state),
        uploaded_at=run.uploaded_at,
        uploaded_by=run.uploaded_by,
        new_rows=run.new_rows,
        wrong_rows=run.wrong_rows,
        written_rows=run.written_rows,
    )


@dataclass(frozen=True, slots=True)
class ProblemRow:
    row_number: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    number: int
    stage: str
    word: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run with what its reading found."""

    row: RunRow
    known_rows: int
    twice_rows: int
    sentence: str
    header_row: int
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    free_columns: tuple[Column, ...]  # of the kind, and not in the file
    preview: tuple[PreviewRow, ...]
    problems: tuple[ProblemRow, ...]
    done_rows: int
    all_rows: int
    was_accepted: bool

    @property
    def can_retry(self) -> bool:
        return self.row.state == ImportState.FAILED and self.was_accepted

    @property
    def is_at_work(self) -> bool:
        return self.row.state in AT_WORK

    @property
    def can_accept(self) -> bool:
        is_next = IMPORT_FLOW.allows(self.row.state, ImportState.ACCEPTED)
        return is_next and self.row.new_rows > 0

    @property
    def can_drop(self) -> bool:
        return IMPORT_FLOW.allows(self.row.state, ImportState.DROPPED)

    @property
    def can_name(self) -> bool:
        return self.row.state != ImportState.FAILED and IMPORT_FLOW.allows(
            self.row.state, ImportState.UPLOADED
        )


def run_card(by: Actor, run_id: UUID) -> RunCard:
    """One import run; three statements.

    Raises:
        Missing: this store has no such run, or not for this person.
    """
    run = _runs(by).filter(pk=run_id).first()
    if run is None:
        raise Missing(_("This record does not exist."))
    problems = ImportProblem.objects.seen_by(by).filter(run=run).order_by("row_number", "pk")
    progress = ImportProgress.objects.seen_by(by).filter(run=run).first()
    preview: dict[str, Any] = run.preview  # Any: what a JSON column holds
    by_field = {column.field: column for column in COLUMNS[ImportKind(run.kind)]}
    there = [by_field[name] for name in preview.get("columns", ()) if name in by_field]
    return RunCard(
        row=_row(run),
        known_rows=run.known_rows,
        twice_rows=run.twice_rows,
        sentence=run.sentence,
        header_row=preview.get("header_row", 0),
        columns=tuple(there),
        unknown=tuple(preview.get("unknown", ())),
        free_columns=tuple(c for c in by_field.values() if c not in there),
        preview=tuple(_preview_row(row) for row in preview.get("rows", ())),
        problems=tuple(ProblemRow(p.row_number, p.label, p.sentence) for p in problems),
        done_rows=progress.done_rows if progress else 0,
        all_rows=progress.all_rows if progress else 0,
        was_accepted=bool(run.accepted_by),
    )


def _preview_row(row: dict[str, Any]) -> PreviewRow:  # Any: what a JSON column holds
    standing = row["standing"]
    words = {
        "new": ("done", _("new")),
        "known": ("plan", _("known")),
        "twice": ("plan", _("there twice")),
        "wrong": ("part", _("wrong")),
    }
    stage, word = words[standing]
    return PreviewRow(row["number"], stage, word, row["cells"])
