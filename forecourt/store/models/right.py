"""A deviation from the shipped rights matrix: this role may, or may not, do this here."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import TenantModel
from forecourt.store.roles import Role
from forecourt.store.scope import GroupQuerySet


class RoleRightQuerySet(GroupQuerySet["RoleRight"]):
    pass


class RoleRight(TenantModel):
    role = models.CharField(max_length=24, choices=Role)
    right = models.CharField(max_length=60)
    is_granted = models.BooleanField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    objects = RoleRightQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "role", "right"], name="store_roleright_one_per_right"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {'+' if self.is_granted else '-'}{self.right}"

    @classmethod
    def put(cls, role: Role, right: str, *, is_granted: bool, by: Actor, at: datetime) -> None:
        RoleRight.objects.update_or_create(
            role=role,
            right=right,
            defaults={"is_granted": is_granted, "changed_at": at, "changed_by": by.key},
        )
