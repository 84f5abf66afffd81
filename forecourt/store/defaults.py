"""Numbers of the trade that a room ships; each store may put its own beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Default:
    """A shipped value: ``key`` is ``room.what_it_says``, ``source`` where the number is from."""

    key: str
    value: str | int
    unit: str
    source: str = "own default"


DEFAULTS = (
    Default("store.session_idle_minutes", 30, "minute"),
    Default("store.session_idle_minutes_shop_floor", 60, "minute"),
    Default("store.sessions_at_once", 3, "session"),
    Default("store.login_tries_per_account_hour", 10, "try"),
    Default("store.login_tries_per_address_hour", 60, "try"),
    Default("store.device_key_days", 30, "day"),
    Default("store.phone_reveals_per_hour", 30, "reveal"),
)
