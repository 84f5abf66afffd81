"""How long something took or is late, in the words of a screen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY


def span_words(minutes: int) -> str:
    """The largest units of a time that passed: ``27 min``, ``1 h 30``, ``2 d 3 h``, ``30 days``."""
    if minutes < HOUR:
        return _("%(count)d min") % {"count": minutes}
    if minutes < DAY:
        return _("%(hours)d h %(minutes)02d") % {
            "hours": minutes // HOUR,
            "minutes": minutes % HOUR,
        }
    if minutes >= WEEK:  # nobody counts the hours any more
        count = minutes // DAY
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    return _("%(days)d d %(hours)d h") % {"days": minutes // DAY, "hours": minutes % DAY // HOUR}
