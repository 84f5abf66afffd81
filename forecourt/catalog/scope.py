"""The maker's tables: read by every dealer group, and the same for all of them."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from forecourt.kernel.actor import Actor

Row = TypeVar("Row", bound=models.Model, covariant=True)  # noqa: PLC0105 - Django's own name style


class MakerQuerySet(models.QuerySet[Row]):
    """Rows of the maker, without a tenant."""

    def seen_by(self, actor: Actor) -> Self:  # noqa: ARG002 - reads begin with the same word everywhere
        """All rows: the maker's tables belong to no dealer group."""
        return self.all()
