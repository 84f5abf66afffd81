"""What a screen may show; each kind of device has one of these, and nobody else has any."""

from __future__ import annotations

from forecourt.store.roles import Role

RIGHTS: dict[str, frozenset[Role]] = {
    "boards.view_lounge": frozenset({Role.DEVICE}),
    "boards.view_wall": frozenset({Role.DEVICE}),
}
