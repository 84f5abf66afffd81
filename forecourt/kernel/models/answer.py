"""A first answer: what a request with this key was told, so that its repeat is told the same."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import models

from forecourt.kernel.prepared import prepared
from forecourt.kernel.tenancy import TenantModel, TenantQuerySet, current_tenant_id

_CLAIM = """
INSERT INTO kernel_answer (tenant_id, id, actor, key, request_hash, status, headers, body)
VALUES (%(tenant)s, %(id)s, %(actor)s, %(key)s, %(request_hash)s, 0, '{}', '')
ON CONFLICT (tenant_id, actor, key) DO NOTHING
"""

_KEEP = """
UPDATE kernel_answer SET status = %s, headers = %s::jsonb, body = %s
WHERE tenant_id = %s AND id = %s
"""


class AnswerQuerySet(TenantQuerySet["Answer"]):
    def given(self, actor: str, key: UUID) -> Answer:
        return self.get(actor=actor, key=key)


class Answer(TenantModel):
    actor = models.CharField(max_length=80)
    key = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)  # where to go on, what else the screen is told
    body = models.TextField(blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "actor", "key"], name="kernel_answer_one_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"

    @classmethod
    def claim(cls, actor: str, key: UUID, request_hash: str) -> Answer | None:
        """Claim the key and answer its row, or None when an earlier request has it.

        A twin that is still at work is waited for: the unique index makes us queue.
        """
        row = cls(actor=actor, key=key, request_hash=request_hash)
        # Any: keys and texts, as the driver takes them
        values: dict[str, Any] = {
            "tenant": current_tenant_id(),
            "id": row.pk,
            "actor": actor,
            "key": key,
            "request_hash": request_hash,
        }
        with prepared() as cursor:
            cursor.execute(_CLAIM, values)
            ours = cursor.rowcount == 1
        row._state.adding = False
        return row if ours else None

    def keep(self, *, status: int, headers: dict[str, str], body: str) -> None:
        self.status, self.headers, self.body = status, headers, body
        with prepared() as cursor:
            cursor.execute(_KEEP, [status, json.dumps(headers), body, self.tenant_id, self.pk])
