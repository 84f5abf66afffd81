"""An import run: one file, from the upload to the rows that it became, or to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.bridge.rules.kinds import ImportKind
from forecourt.bridge.rules.layout import Problem
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import GroupQuerySet, ScopedQuerySet


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Being read")
    CHECKED = "checked", _("Read, not written")
    ACCEPTED = "accepted", _("Being written")
    WRITTEN = "written", _("Written")
    FAILED = "failed", _("Refused")
    DROPPED = "dropped", _("Thrown away")


IMPORT_FLOW = Flow(
    {
        ImportState.UPLOADED: {ImportState.CHECKED, ImportState.FAILED, ImportState.DROPPED},
        ImportState.CHECKED: {ImportState.ACCEPTED, ImportState.UPLOADED, ImportState.DROPPED},
        ImportState.ACCEPTED: {ImportState.WRITTEN, ImportState.FAILED},
        ImportState.WRITTEN: set(),
        ImportState.FAILED: {ImportState.UPLOADED, ImportState.DROPPED},
        ImportState.DROPPED: set(),
    }
)


class ImportRunQuerySet(ScopedQuerySet["ImportRun"]):
    def of_kinds(self, kinds: Iterable[str]) -> Self:
        return self.filter(kind__in=list(kinds))

    def without_content(self) -> Self:
        """For lists: the file itself stays in the database."""
        return self.defer("content")


class ImportRun(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ImportKind)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()  # empty again as soon as the run has ended
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=10)  # of the sentences
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.UPLOADED)
    entered_at = models.DateTimeField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=80)
    accepted_by = models.CharField(max_length=80, blank=True)
    without_wrong_rows = models.BooleanField(default=False)
    new_rows = models.PositiveIntegerField(default=0)
    known_rows = models.PositiveIntegerField(default=0)
    twice_rows = models.PositiveIntegerField(default=0)
    wrong_rows = models.PositiveIntegerField(default=0)
    written_rows = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=dict)  # headers and the first rows, as they will be written
    sentence = models.CharField(max_length=400, blank=True)  # why it was refused

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ImportKind.values, state__in=ImportState.values),
                name="bridge_importrun_words_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(sentence=""),
                name="bridge_importrun_refused_with_a_sentence",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "uploaded_at"], name="bridge_importrun_by_day"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def upload(
        cls,
        *,
        kind: str,
        file_name: str,
        content: bytes,
        sha256: str,
        language: str,
        by: Actor,
        at: datetime,
    ) -> ImportRun:
        run = ImportRun.objects.create(
            store_id=by.store_id,
            kind=kind,
            file_name=file_name[-200:],
            content=content,
            byte_count=len(content),
            sha256=sha256,
            language=language,
            entered_at=at,
            uploaded_at=at,
            uploaded_by=by.key,
        )
        ImportProgress.objects.create(run=run)
        return run

    def note_reading(
        self,
        *,
        counts: dict[str, int],
        preview: dict[str, Any],  # Any: what a JSON column holds
        problems: Iterable[Problem],
        at: datetime,
    ) -> None:
        """Keep what the reading found."""
        self._enter(ImportState.CHECKED, at=at)
        for name, count in counts.items():
            setattr(self, name, count)
        self.preview = preview
        self.save(update_fields=["state", "entered_at", "preview", *counts])
        ImportProblem.objects.filter(run=self).delete()
        ImportProblem.objects.bulk_create(
            ImportProblem(
                run=self,
                row_number=problem.row_number,
                label=problem.label,
                sentence=problem.sentence[:400],
            )
            for problem in problems
        )

    def read_again(self, *, at: datetime) -> None:
        """Its columns were named anew, or it is tried once more."""
        self._enter(ImportState.UPLOADED, at=at)
        self.sentence = ""
        self.save(update_fields=["state", "entered_at", "sentence"])

    def accept(self, *, without_wrong_rows: bool, by: Actor, at: datetime) -> None:
        self._enter(ImportState.ACCEPTED, at=at)
        self.accepted_by, self.without_wrong_rows = by.key, without_wrong_rows
        self.save(update_fields=["state", "entered_at", "accepted_by", "without_wrong_rows"])

    @classmethod
    def hold_accepted(cls, tenant_id: UUID) -> None:
        """Hold every accepted file of the dealer group: two are never written at one time.

        Whoever holds one of them alone must not ask for the others: ask for all first.
        """
        held = ImportRun.objects.filter(tenant_id=tenant_id, state=ImportState.ACCEPTED)
        list(held.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))

    def finish(self, written_rows: int, *, at: datetime) -> None:
        """Every row is written; the file itself is no longer kept."""
        self._enter(ImportState.WRITTEN, at=at)
        self.written_rows, self.content = written_rows, b""
        self.save(update_fields=["state", "entered_at", "written_rows", "content"])

    def fail(self, sentence: str, *, at: datetime) -> None:
        """Nothing is written; the file is kept only if somebody accepted it, to be tried again."""
        self._enter(ImportState.FAILED, at=at)
        self.sentence, self.preview = sentence[:400], {}
        if not self.accepted_by:
            self.content = b""
        self.save(update_fields=["state", "entered_at", "sentence", "content", "preview"])

    def drop(self, *, at: datetime) -> None:
        self._enter(ImportState.DROPPED, at=at)
        self.content, self.preview = b"", {}
        self.save(update_fields=["state", "entered_at", "content", "preview"])
        ImportProblem.objects.filter(run=self).delete()

    def _enter(self, state: ImportState, *, at: datetime) -> None:
        IMPORT_FLOW.check(ImportState(self.state), state)
        self.state, self.entered_at = state, at


class ImportProblemQuerySet(GroupQuerySet["ImportProblem"]):
    pass


class ImportProblem(TenantModel):
    """What is wrong in one cell of a file, in words; the first thousand are kept."""

    run = TenantForeignKey(ImportRun, models.CASCADE, related_name="problems")
    row_number = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    sentence = models.CharField(max_length=400)

    objects = ImportProblemQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "run", "row_number"], name="bridge_problem_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.row_number} {self.label}: {self.sentence}"


class ImportProgressQuerySet(GroupQuerySet["ImportProgress"]):
    def tell(self, done_rows: int, all_rows: int) -> int:
        """Say how far the run is, from beside its transaction."""
        return self.update(done_rows=done_rows, all_rows=all_rows)


class ImportProgress(TenantModel):
    """How far a run is; a row of its own, so that saying so waits for nothing."""

    run = TenantForeignKey(ImportRun, models.CASCADE, related_name="progress")
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)

    objects = ImportProgressQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run"], name="bridge_importprogress_one"),
        ]

    def __str__(self) -> str:
        return f"{self.done_rows}/{self.all_rows}"


class HeaderAliasQuerySet(GroupQuerySet["HeaderAlias"]):
    pass


class HeaderAlias(TenantModel):
    """A header of this dealer group's old system, and what it means; beside the shipped ones."""

    kind = models.CharField(max_length=12, choices=ImportKind)
    alias = models.CharField(max_length=60)  # as headers are compared
    field = models.CharField(max_length=30)

    objects = HeaderAliasQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "alias"], name="bridge_headeralias_means_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alias} = {self.field}"

    @classmethod
    def name(cls, kind: str, alias: str, field: str) -> HeaderAlias:
        """Say what a header means, or say it otherwise than before."""
        row, _created = HeaderAlias.objects.update_or_create(
            kind=kind, alias=alias, defaults={"field": field}
        )
        return row


class ExternalKeyQuerySet(GroupQuerySet["ExternalKey"]):
    pass


class ExternalKey(TenantModel):
    """The number that an old system gave a record: it is known by it when it comes again."""

    kind = models.CharField(max_length=12, choices=ImportKind)
    key = models.CharField(max_length=60)
    subject = models.UUIDField()

    objects = ExternalKeyQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "key"], name="bridge_externalkey_one_per_number"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def tie(cls, rows: Iterable[ExternalKey]) -> None:
        ExternalKey.objects.bulk_create(rows, batch_size=5000)

    @classmethod
    def tie_new(cls, kind: ImportKind, subjects: Mapping[str, UUID | None]) -> None:
        """Tie the numbers that are not tied yet."""
        rows = [
            ExternalKey(kind=kind, key=key, subject=subject)
            for key, subject in subjects.items()
            if subject
        ]
        ExternalKey.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)
