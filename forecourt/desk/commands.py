"""What the desk itself writes: who looked, who took data out, which queries are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forecourt.desk import rules
from forecourt.desk.facts import DataExported, TrailRead
from forecourt.desk.models import SavedQuery
from forecourt.desk.queries import slices
from forecourt.desk.queries.slices import Slice
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused
from forecourt.store.queries import rule


class TooManyRows(Refused):
    code = "too-many-rows"

    def __init__(self, count: int, most: int) -> None:
        sentence = _(
            "This query finds %(count)d rows; %(most)d may leave the house in one file."
            " Narrow it with a filter, or ask a manager to change the limit."
        )
        super().__init__(sentence % {"count": count, "most": most})


@transaction.atomic
def note_trail_read(*, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down that somebody looked into the trail of a record."""
    record(TrailRead(subject_id=subject_id), by=by, at=at)


@transaction.atomic
def export_slice(*, what: Slice, file_format: str, reason: str, by: Actor, at: datetime) -> bytes:
    """Write a slice of data into a file, ``csv`` or ``xlsx``, and say so in the journal.

    Raises:
        TooManyRows: more rows than may leave the house at once.
    """
    on = timezone.localtime(at).date()
    count, most = slices.count(by, what), rule(by, "desk.export_most_rows", on=on)
    if count > most:
        raise TooManyRows(count, most)
    export_id = uuid4()
    fact = DataExported(
        export_id=export_id,
        subject=what.subject.key,
        columns=what.chosen_keys,
        filters=tuple(each.said for each in what.set_filters),
        row_count=count,
        file_format=file_format,
        reason=reason,
    )
    record(fact, by=by, at=at)
    head = [str(column.label) for column in what.columns]
    rows = slices.export_rows(by, what, most=most)
    mark = f"{by.name} · {timezone.localtime(at):%Y-%m-%d %H:%M} · {export_id}"
    write = rules.as_xlsx if file_format == "xlsx" else rules.as_csv
    return write(head, rows, mark)


class NotStaff(Refused):
    code = "not-staff"


@transaction.atomic
def save_query(
    *, name: str, subject: str, address: str, is_shared: bool, by: Actor, at: datetime
) -> SavedQuery:
    """Keep a query under a name; one of the same name by the same person is replaced.

    Raises:
        NotStaff: a query belongs to a person.
    """
    if by.staff_id is None:
        raise NotStaff(_("Only a person can keep a query."))
    return SavedQuery.keep(
        store_id=by.store_id,
        staff_id=by.staff_id,
        name=name,
        subject=subject,
        address=address,
        is_shared=is_shared,
        at=at,
    )


@transaction.atomic
def drop_query(*, query_id: UUID, by: Actor) -> None:
    """Forget one of one's own queries.

    Raises:
        Missing: there is no such query of one's own.
    """
    locked(SavedQuery.objects.seen_by(by).owned_by(by), query_id).drop()
