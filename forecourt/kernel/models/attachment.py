"""An attachment: a photo or signature that was looked at and written anew before it was kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models

from forecourt.kernel.tenancy import TenantModel, TenantQuerySet


class AttachmentQuerySet(TenantQuerySet["Attachment"]):
    pass


class Attachment(TenantModel):
    store_id = models.UUIDField()
    media_type = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)  # SHA-256 of the kept bytes, and their file name
    byte_count = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:8]}"

    @classmethod
    def keep(
        cls,
        *,
        store_id: UUID,
        media_type: str,
        digest: str,
        byte_count: int,
        size: tuple[int, int],
        at: datetime,
        by: str,
    ) -> Attachment:
        return Attachment.objects.create(
            store_id=store_id,
            media_type=media_type,
            digest=digest,
            byte_count=byte_count,
            width=size[0],
            height=size[1],
            kept_at=at,
            kept_by=by,
        )
