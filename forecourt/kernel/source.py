"""A pointer upstairs: a lower record names what it belongs to by kind and key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Such as ``service.order`` and the order's id; never a foreign key, never an import."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
