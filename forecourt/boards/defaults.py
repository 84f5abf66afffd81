"""Numbers of the boards that ship."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("boards.lounge_rows", 12, "row"),
    Default("boards.lounge_rotate_seconds", 10, "second"),
    Default("boards.lounge_stays_minutes", 10, "minute"),
    Default("boards.wall_rotate_seconds", 20, "second"),
    Default("boards.old_after_seconds", 60, "second"),
)
