"""The shape of a shipped follow-up rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One contact that a rule asks for.

    ``offset`` is an amount and a unit: ``+3 min``, ``+24 h``, ``+7 d``, ``+1 wd``, ``-14 d``.
    ``anchor`` is the field of the fact that the offset counts from (empty: the fact's moment),
    ``subject`` the field that names what the task is about, ``person`` the field that names whose
    customer it is. ``when`` is a condition such as ``level=H and km>=50000``. ``{x}`` in texts are
    values of the fact.
    """

    key: str
    trigger: str
    offset: str
    channel: str
    role: str
    subject: str
    title: tuple[str, str]  # zh, en
    person: str = ""
    anchor: str = ""
    when: str = ""
    priority: int = 10
    purpose: str = "after_sales"
    is_movable: bool = True
    is_urgent: bool = False  # may break quiet hours and the one contact a day
    repeat_days: int = 0
    replaces: str = ""  # "step" or "rule": open tasks about the same subject that end with this one
    voids: tuple[str, ...] = ()  # besides those of its rule
    why: tuple[str, str] = ("", "")
    opening: tuple[str, str] = ("", "")
    ask: tuple[str, str] = ("", "")
    close: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so long after the fact, the due moment or a day, tell or hand over."""

    after: str  # "72 h"; "-3 d" is before the day
    role: str
    action: str = "copy"  # remind, copy, reassign, at_risk
    counts_from: str = "due"  # or "fact", or the field of the fact that holds the day


@dataclass(frozen=True, slots=True)
class ShippedRule:
    code: str
    family: str
    name: tuple[str, str]
    basis: tuple[str, str]
    merge_group: str
    steps: tuple[Step, ...]
    ladder: tuple[Rung, ...] = ()
    voids: tuple[str, ...] = ()  # kinds of facts that take the reason away
    dones: tuple[str, ...] = ()  # kinds of facts that say that it was done
    is_on: bool = True
