"""Numbers of the trade that a room ships; each store may put its own beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Default:
    """A shipped value: ``key`` is ``room.what_it_says``, ``source`` where the number is from."""

    key: str
    value: str | int
    unit: str
    source: str = "own default"


@dataclass(frozen=True, slots=True)
class PublishedHoliday:
    """Days off from the first to the last, and the weekend days that are worked for them (调休).

    ``closed`` are the days on which a store shuts its doors, too. Own default, editable: five in
    the year, so that it is open for 360 days.
    """

    name: str
    first: date
    last: date
    worked: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


# A year appears here when the State Council has published it (docs/sources.md, holidays);
# until then weekends are used, the plan of the day says so, and a store may enter its own days.
HOLIDAYS_SOURCE = "国务院办公厅 国办发明电〔2025〕7号"
HOLIDAYS = (
    PublishedHoliday("元旦", date(2026, 1, 1), date(2026, 1, 3), worked=(date(2026, 1, 4),)),
    PublishedHoliday(
        "春节",
        date(2026, 2, 15),
        date(2026, 2, 23),
        worked=(date(2026, 2, 14), date(2026, 2, 28)),
        closed=tuple(date(2026, 2, day) for day in range(16, 21)),
    ),
    PublishedHoliday("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    PublishedHoliday("劳动节", date(2026, 5, 1), date(2026, 5, 5), worked=(date(2026, 5, 9),)),
    PublishedHoliday("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    PublishedHoliday("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    PublishedHoliday(
        "国庆节",
        date(2026, 10, 1),
        date(2026, 10, 7),
        worked=(date(2026, 9, 20), date(2026, 10, 10)),
    ),
)

DEFAULTS = (
    Default("store.session_idle_minutes", 30, "minute"),
    Default("store.session_idle_minutes_shop_floor", 60, "minute"),
    Default("store.sessions_at_once", 3, "session"),
    Default("store.login_tries_per_account_hour", 10, "try"),
    Default("store.login_tries_per_address_hour", 60, "try"),
    Default("store.device_key_days", 30, "day"),
    Default("store.phone_reveals_per_hour", 30, "reveal"),
    Default("store.roster_weeks_ahead", 7, "week"),
)
