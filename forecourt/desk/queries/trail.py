"""The trail of a record: every line of the journal that names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.store.queries import actor_names
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line: who did what when, and the values as they were."""

    kind: str
    at: datetime
    who: str
    values: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, UUID], ...]


def trail_length(by: Actor, subject_id: UUID) -> int:
    """How many lines of the journal name this record.

    Raises:
        Missing: none does, or none that this person may see.
    """
    if count := _lines(by, subject_id).count():
        return count
    raise Missing(_("This record does not exist."))


def _lines(by: Actor, subject_id: UUID) -> QuerySet[Entry]:
    here = Q(store_id=by.store_id) | Q(store_id__isnull=True)
    return Entry.objects.about(subject_id).filter(here, tenant_id=by.tenant_id)


def trail(by: Actor, subject_id: UUID, *, page: int) -> Page[TrailLine]:
    """Lines about ``subject_id``, the newest first."""
    found = page_of(_lines(by, subject_id).order_by("-at", "-pk"), page)
    names = actor_names(by, (entry.actor for entry in found.rows))
    return found.with_rows([_line(entry, names) for entry in found.rows])


def _line(entry: Entry, names: Mapping[str, str]) -> TrailLine:
    values = [(name, value) for name, value in entry.payload.items() if value not in ("", None)]
    subjects = {str(subject) for subject in entry.subjects}
    return TrailLine(
        kind=entry.kind,
        at=entry.at,
        who=names.get(entry.actor, ""),
        values=tuple((name, _text(v)) for name, v in values if str(v) not in subjects),
        links=tuple((name, UUID(str(v))) for name, v in values if str(v) in subjects),
    )


def _text(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
