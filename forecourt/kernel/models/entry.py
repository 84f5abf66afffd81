"""A journal entry: audit trail, reason on tasks, source of figures, reel of the board, outbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from forecourt.kernel.prepared import prepared
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.tenancy import TenantModel, TenantQuerySet

FIRST_PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 3600


_DELIVERED = """
UPDATE kernel_entry SET delivered_at = %s, last_error = '' WHERE tenant_id = %s AND id = %s
"""


class EntryQuerySet(TenantQuerySet["Entry"]):
    def about(self, subject: UUID) -> Self:
        """Entries that name this record."""
        return self.filter(subjects__contains=[subject])

    def after(self, entry: Entry, kinds: Collection[str]) -> Self:
        """Later entries of these kinds in the entry's store that are still to be heard of."""
        later = self.filter(store_id=entry.store_id, kind__in=kinds, pk__gt=entry.pk)
        return later.filter(delivered_at__isnull=True)

    def waiting(self, *, at: datetime) -> Self:
        """Entries whose listeners have not heard of them, oldest first."""
        due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=at)
        return self.filter(due, delivered_at__isnull=True).order_by("pk")


class Entry(TenantModel):
    store_id = models.UUIDField(null=True)  # no foreign key: the kernel knows no stores
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    subjects = ArrayField(models.UUIDField(), default=list)
    delivered_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            GinIndex(fields=["tenant", "subjects"], name="kernel_entry_subjects"),
            models.Index(fields=["tenant", "kind", "at"], name="kernel_entry_kind"),
            models.Index(
                fields=["tenant", "id"],
                condition=Q(delivered_at__isnull=True),
                name="kernel_entry_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def write(
        cls,
        *,
        kind: str,
        actor: str,
        store_id: UUID | None,
        at: datetime,
        payload: Mapping[str, Any],  # Any: JSON
        subjects: Iterable[UUID],
        heard: bool,
    ) -> Entry:
        """Write one line; ``heard`` is whether nobody listens to this kind."""
        entry = Entry.prepared(
            kind=kind,
            actor=actor,
            store_id=store_id,
            at=at,
            payload=payload,
            subjects=subjects,
            heard=heard,
        )
        insert_rows([entry])
        return entry

    @classmethod
    def prepared(
        cls,
        *,
        kind: str,
        actor: str,
        store_id: UUID | None,
        at: datetime,
        payload: Mapping[str, Any],  # Any: JSON
        subjects: Iterable[UUID],
        heard: bool,
    ) -> Entry:
        """A line that is not written yet; write many at once by ``write_all``."""
        return Entry(
            kind=kind,
            actor=actor,
            store_id=store_id,
            at=at,
            payload=dict(payload),
            subjects=list(subjects),
            delivered_at=at if heard else None,
        )

    @classmethod
    def write_all(cls, entries: Iterable[Entry]) -> None:
        """Write prepared lines in one statement, in their order."""
        insert_rows(list(entries))

    def mark_delivered(self, *, at: datetime) -> None:
        self.delivered_at, self.last_error = at, ""
        with prepared() as cursor:
            cursor.execute(_DELIVERED, [at, self.tenant_id, self.pk])

    def put_off(self, error: str, *, at: datetime) -> None:
        """Try again after a pause that doubles each time, an hour at most."""
        self.tries += 1
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (self.tries - 1), LONGEST_PAUSE_SECONDS)
        self.next_try_at, self.last_error = at + timedelta(seconds=pause), error
        self.save(update_fields=["tries", "next_try_at", "last_error"])
