"""The trail of a record: every line of the journal that names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.store.models import Staff
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line: who did what when, and the values as they were."""

    kind: str
    at: datetime
    who: str
    values: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, UUID], ...]


def trail(by: Actor, subject_id: UUID, *, page: int) -> Page[TrailLine]:
    """Lines about ``subject_id``, the newest first."""
    lines = Entry.objects.about(subject_id).filter(tenant_id=by.tenant_id)
    found = page_of(lines.order_by("-at", "-pk"), page)
    names = staff_names(by, (entry.actor for entry in found.rows))
    return found.with_rows([_line(entry, names) for entry in found.rows])


def staff_names(by: Actor, keys: Iterable[str]) -> Mapping[str, str]:
    """The names behind ``staff:<login name>`` keys, in one statement."""
    logins = {key.removeprefix("staff:") for key in keys if key.startswith("staff:")}
    if not logins:
        return {}
    people = Staff.objects.filter(tenant_id=by.tenant_id, account__username__in=logins)
    pairs = people.values_list("account__username", "name")
    return {f"staff:{login}": name for login, name in pairs}


def _line(entry: Entry, names: Mapping[str, str]) -> TrailLine:
    values = [(name, value) for name, value in entry.payload.items() if value not in ("", None)]
    subjects = {str(subject) for subject in entry.subjects}
    return TrailLine(
        kind=entry.kind,
        at=entry.at,
        who=names.get(entry.actor, entry.actor),
        values=tuple((name, _text(v)) for name, v in values if str(v) not in subjects),
        links=tuple((name, UUID(str(v))) for name, v in values if str(v) in subjects),
    )


def _text(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
