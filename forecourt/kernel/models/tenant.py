"""A tenant: a dealer group; a stand-alone store is a group with one store."""

from __future__ import annotations

from typing import Self

from django.db import models
from uuid_utils.compat import uuid7


class Tenant(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def found(cls, name: str) -> Self:
        """Open the books of a dealer group."""
        return cls.objects.create(name=name)
