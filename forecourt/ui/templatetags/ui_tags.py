"""How values of the trade are written on a screen, and the small marks around them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil
from pathlib import Path
from uuid import uuid4

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.middleware.csrf import get_token
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forecourt.kernel.money import Money
from forecourt.ui.spans import span_words

register = template.Library()

SPRITE = "vendor/tabler-icons-3.51.0/icons.svg"
STAGE_ICONS = {
    "wait": "hourglass",
    "recv": "clipboard-check",
    "work": "tool",
    "part": "package",
    "qc": "shield-check",
    "wash": "droplet",
    "done": "circle-check",
    "late": "clock-exclamation",
    "plan": "calendar-time",
}
MINUS = "\u2212"
MASK = "****"
FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
PHONE_DIGITS = 11
CITY_LETTERS = 2  # a plate begins with province and city: 沪A
SHARES = 12  # classes fx-1 to fx-12


class NoSuchIcon(LookupError):
    """A template names an icon that ``vendoring/icons.txt`` does not list."""


@cache
def icon_names() -> frozenset[str]:
    sprite = Path(__file__).resolve().parents[1] / "static" / SPRITE
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', sprite.read_text("utf-8")))


@register.simple_tag
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """An icon of the sprite beside a word; with ``label`` it stands alone and says so."""
    if name not in icon_names():
        raise NoSuchIcon(name)
    kind = "" if size == 16 else f" i-{size}"  # noqa: PLR2004 (the size that needs no class)
    if label:
        mark = '<svg class="i{}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>'
        return format_html(mark, kind, label, static(SPRITE), name)
    mark = '<svg class="i{}" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html(mark, kind, static(SPRITE), name)


@register.simple_tag
def badge(stage: str, word: str, icon_name: str = "") -> SafeString:
    """A state as word, icon and color; ``stage`` is one of the classes st-*."""
    mark = icon(icon_name or STAGE_ICONS[stage], 14)
    return format_html('<span class="chip st-{}">{}{}</span>', stage, mark, word)


@register.filter
def stage_icon(stage: str) -> str:
    return STAGE_ICONS.get(stage, "circle")


# ---- money and numbers ---------------------------------------------------------------------


@register.filter
def money(amount: Money | int | None) -> str:
    """``¥1,234.00`` from fen or Money; nothing from None."""
    if amount is None:
        return ""
    fen = amount.minor if isinstance(amount, Money) else amount
    return f"{MINUS if fen < 0 else ''}¥{abs(fen) / FEN_PER_YUAN:,.2f}"


@register.filter
def wan(fen: int) -> str:
    """Ten thousands of yuan with one decimal, for tiles only."""
    return f"{fen / FEN_PER_WAN:,.1f}"


@register.filter
def thousands(number: float | None) -> str:
    return "" if number is None else f"{number:,}".replace("-", MINUS)


@register.filter
def km(distance: int | None) -> str:
    return "" if distance is None else f"{distance:,} km"


@register.filter
def share(part: int, whole: int) -> int:
    """The share of ``part`` in ``whole`` as one of the classes fx-1 to fx-12."""
    return max(1, round(SHARES * part / whole)) if whole else 1


@register.filter
def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


# ---- names of cars and people --------------------------------------------------------------


@register.filter
def plate(text: str) -> str:
    """``沪A·DK3752`` from ``沪ADK3752``; what is no plate of this form stays as it is."""
    city = text[1:CITY_LETTERS]
    is_plain = len(text) > CITY_LETTERS and "·" not in text and city.isascii() and city.isalpha()
    return f"{text[:CITY_LETTERS]}·{text[CITY_LETTERS:]}" if is_plain else text


@register.filter
def is_green_plate(text: str) -> bool:
    """Plates of new-energy cars have six signs after province and city."""
    return len(text.replace("·", "")) == CITY_LETTERS + 6


@register.filter
def masked_phone(number: str) -> str:
    digits = number.removeprefix("+86")
    if len(digits) == PHONE_DIGITS:
        return f"{digits[:3]}{MASK}{digits[-4:]}"
    return f"{MASK}{digits[-4:]}" if digits else ""


@register.filter
def masked_id(number: str) -> str:
    return f"{number[:3]}{MASK}{number[-2:]}" if number else ""


@register.filter
def masked_vin(vin: str) -> str:
    return f"{vin[:6]}{MASK}{vin[-6:]}" if vin else ""


@register.filter
def initial(name: str) -> str:
    """The sign in the round mark beside a name."""
    return name[:1].upper()


# ---- moments and days, in the store's zone -------------------------------------------------


def _local(moment: date) -> date:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


@register.filter
def clock(moment: datetime | None) -> str:
    """``10:42``."""
    return "" if moment is None else f"{_local(moment):%H:%M}"


@register.filter
def day(moment: date | None) -> str:
    """``11-24``."""
    return "" if moment is None else f"{_local(moment):%m-%d}"


@register.filter
def full_day(moment: date | None) -> str:
    """``2026-11-24``."""
    return "" if moment is None else f"{_local(moment):%Y-%m-%d}"


@register.filter
def day_clock(moment: datetime | None) -> str:
    """``11-24 10:42``."""
    return "" if moment is None else f"{_local(moment):%m-%d %H:%M}"


@register.filter
def full_clock(moment: datetime | None) -> str:
    """``2026-11-24 10:42``."""
    return "" if moment is None else f"{_local(moment):%Y-%m-%d %H:%M}"


@register.filter
def weekday(moment: date | None) -> str:
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return "" if moment is None else names[_local(moment).weekday()]


@register.simple_tag
def weekday_names() -> str:
    """Monday to Sunday for the clock in the status bar."""
    return ",".join((_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")))


@register.filter
def iso_local(moment: datetime) -> str:
    """The store's wall clock without an offset, for scripts that only count on."""
    return timezone.localtime(moment).replace(tzinfo=None).isoformat(timespec="seconds")


@register.filter
def minutes(count: int) -> str:
    """``1:30`` hours from 90 minutes; ``27 min`` below an hour."""
    if abs(count) < 60:  # noqa: PLR2004 (minutes in an hour)
        return _("%(count)d min") % {"count": count}
    return _("%(hours)d h %(minutes)02d") % {"hours": count // 60, "minutes": count % 60}


@register.filter
def span(count: int) -> str:
    """Minutes that passed on the clock, in the two largest units: ``27 min``, ``2 d 3 h``."""
    return span_words(count)


@register.filter
def ago(moment: datetime | None, at: datetime) -> str:
    """How long before ``at`` something was, in the largest unit that fits."""
    return "" if moment is None else _span(at - moment)


@register.filter
def late_by(due: datetime | None, at: datetime) -> str:
    """``27 min late``, or nothing while ``due`` is not over."""
    if due is None or due >= at:
        return ""
    late = timedelta(minutes=ceil((at - due) / timedelta(minutes=1)))  # as lists and board count
    is_short = late < timedelta(hours=1)
    span = _length(late) if is_short else span_words(late // timedelta(minutes=1))
    return _("%(span)s late") % {"span": span}


def _span(length: timedelta) -> str:
    if length < timedelta(minutes=1):
        return _("just now")
    return _("%(span)s ago") % {"span": _length(length)}


def _length(length: timedelta) -> str:
    total = max(int(length / timedelta(minutes=1)), 0)
    if length >= timedelta(days=1):
        return ngettext("%(count)d day", "%(count)d days", length.days) % {"count": length.days}
    if total >= 60:  # noqa: PLR2004 (minutes in an hour)
        count = total // 60
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    return ngettext("%(count)d minute", "%(count)d minutes", total) % {"count": total}


# ---- forms and addresses -------------------------------------------------------------------


@register.simple_tag
def idempotency_key() -> SafeString:
    """The hidden field of a form whose effect must not happen twice."""
    mark = '<input type="hidden" name="idempotency_key" value="{}">'
    return format_html(mark, uuid4())


@register.simple_tag(takes_context=True)
def csrf(context: Context) -> SafeString:
    """The token for a form in a fragment; ``csrf_token`` does not reach past ``only``."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return SafeString("")
    mark = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    return format_html(mark, get_token(request))


@register.simple_tag(takes_context=True)
def querystring_with(context: Context, **changes: object) -> str:
    """The present address's query with some values changed; None takes one out."""
    request = getattr(context, "request", None) or context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return ""
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, word: str, css: str = "") -> SafeString:
    """A table head that sorts: first ascending, then descending, in the address."""
    request = getattr(context, "request", None) or context.get("request")
    now = request.GET.get("sort", "") if request is not None else ""
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    target = querystring_with(context, sort=f"-{key}" if now == key else key, page=None)
    arrow = icon("chevron-down" if state == "descending" else "chevron-up", 14) if state else ""
    aria = format_html(' aria-sort="{}"', state) if state else ""
    mark = '<th scope="col" class="{}"{}><a href="{}">{}{}</a></th>'
    return format_html(mark, css, aria, target, word, arrow)


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget with the class and the ARIA words that ``ui/_field.html`` relies on."""
    widget = field.field.widget
    is_choice = isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple)
    said = [f"{field.html_name}-hint"] if field.help_text else []
    said += [f"{field.html_name}-error"] if field.errors else []
    attrs: dict[str, str | bool] = (
        {} if is_choice else {"class": f"in {widget.attrs.get('class', '')}".strip()}
    )
    if field.errors:
        attrs["aria-invalid"] = "true"
    if said:
        attrs["aria-describedby"] = " ".join(said)
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The present address, to come back to after a choice of language or theme."""
    request = getattr(context, "request", None) or context.get("request")
    return request.get_full_path() if request is not None else "/"
