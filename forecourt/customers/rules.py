"""How names sound, how numbers are written, and which keys find a party: values in, values out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import phonenumbers
from pypinyin import Style, lazy_pinyin

# Surnames that are spoken otherwise than the character usually is; two-character ones first.
# The readings are those of common surname dictionaries; see docs/sources.md, surnames.
SURNAMES: Final = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
    "单于": ("chan", "yu"),
    "鲜于": ("xian", "yu"),
    "单": ("shan",),
    "仇": ("qiu",),
    "解": ("xie",),
    "查": ("zha",),
    "曾": ("zeng",),
    "区": ("ou",),
    "朴": ("piao",),
    "盖": ("ge",),
    "任": ("ren",),
    "翟": ("zhai",),
    "华": ("hua",),
    "缪": ("miao",),
    "乐": ("yue",),
    "员": ("yun",),
    "黑": ("he",),
    "秘": ("bi",),
    "折": ("she",),
    "种": ("chong",),
    "覃": ("qin",),
    "宁": ("ning",),
    "祭": ("zhai",),
    "繁": ("po",),
    "晟": ("cheng",),
    "召": ("shao",),
    "逄": ("pang",),
    "冼": ("xian",),
    "洗": ("xian",),
    "卜": ("bu",),
    "柏": ("bai",),
    "车": ("che",),
    "干": ("gan",),
    "葛": ("ge",),
    "纪": ("ji",),
    "隗": ("wei",),
    "令狐": ("ling", "hu"),
}
_NO_SIGN = re.compile(r"[\s·•.,，。、()（）\-_'’/]+")
MAX_SUFFIXES: Final = 24  # of a company's name; longer ones are found by how they begin
PHONE_MOST, TAIL_LEAST = 15, 2
HOME_REGION: Final = "CN"


# ---- text -----------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text as it is compared: full-width signs narrowed, no blanks or dots, lower case."""
    return _NO_SIGN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tidy(text: str) -> str:
    """A name as it is kept: full-width letters narrowed, blanks single."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def spell(name: str, *, is_person: bool) -> tuple[str, str]:
    """Pinyin without blanks, and initials: ``("zhangwei", "zw")`` of 张伟.

    A person's surname is spoken as a surname: 单 is shan, 仇 is qiu.
    """
    syllables = list(_syllables(tidy(name), is_person=is_person))
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _syllables(name: str, *, is_person: bool) -> Iterator[str]:
    rest = name
    if is_person:
        for length in (2, 1):
            if spoken := SURNAMES.get(name[:length]):
                yield from spoken
                rest = name[length:]
                break
    for run in lazy_pinyin(rest, style=Style.NORMAL):
        yield from (word for word in map(plain, run.split()) if word)


# ---- phones, identity, company numbers ------------------------------------------------------


def phone_e164(text: str, region: str = HOME_REGION) -> str | None:
    """A phone as E.164 (``+8613800138000``), or None when it cannot be one."""
    plain_text = unicodedata.normalize("NFKC", text).strip()
    try:
        number = phonenumbers.parse(plain_text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked_phone(number: str) -> str:
    """``138****8000``; of other countries the last four digits."""
    digits = number.removeprefix("+86")
    if re.fullmatch(r"1\d{10}", digits):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-4:]}"


def is_email(text: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) is not None


def masked_text(kind: str, value: str) -> str:
    """A contact point as anybody may read it."""
    if kind == "phone":
        return masked_phone(value)
    if kind == "email":
        name, _at, host = value.partition("@")
        return f"{name[:1]}***@{host}"
    if kind == "address":
        return f"{value[:6]}***" if len(value) > len("上海市浦东新") else "***"
    return f"{value[:2]}***"


def masked_identity(number: str) -> str:
    """First and last digit; source: docs/sources.md#pipl-masking."""
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}"


_IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS: Final = "10X98765432"
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_resident_identity(number: str) -> bool:
    """Whether a resident identity number (居民身份证) has its form and check digit."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(number, _IDENTITY_WEIGHTS, strict=False))
    return _IDENTITY_CHECKS[total % 11] == number[-1]


def birth_of_identity(number: str) -> date | None:
    """The birthday inside a resident identity number, if it is a day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_credit_code(code: str) -> bool:
    """Whether a unified social credit code (统一社会信用代码) has its form and check sign."""
    if len(code) != len(_CREDIT_WEIGHTS) + 1 or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(
        _CREDIT_SIGNS.index(sign) * weight
        for sign, weight in zip(code, _CREDIT_WEIGHTS, strict=False)
    )
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == code[-1]


# ---- search keys ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """One way to find something: ``kind`` as in SearchKey, ``key`` as it is indexed."""

    kind: str
    key: str
    label: str


def party_keys(name: str, pinyin: str, initials: str, tax_number: str = "") -> tuple[Key, ...]:
    """The keys of a party's own name."""
    whole = plain(name)
    keys = [Key("name", whole[start:], name) for start in range(min(len(whole), MAX_SUFFIXES))]
    if pinyin:
        keys.append(Key("pinyin", pinyin, name))
    if len(initials) > 1:
        keys.append(Key("initials", initials, name))
    if tax_number:
        keys.append(Key("document", tail_key(tax_number), tax_number))
    return tuple(keys)


def phone_keys(numbers: Iterable[str]) -> tuple[Key, ...]:
    return tuple(Key("phone", tail_key(n), masked_phone(n)) for n in numbers)


def tail_key(text: str) -> str:
    """A number as it is indexed: from its end."""
    return plain(text)[::-1]


@dataclass(frozen=True, slots=True)
class Probe:
    """What to look for in one kind of key: all that begin with ``begins``."""

    kind: str
    begins: str


def probes(text: str) -> tuple[Probe, ...]:
    """Where to look for what somebody typed, most likely kinds first.

    Chinese signs are looked for inside names and in plates, letters in pinyin, initials and tails,
    digits in tails. A single digit or letter finds nothing: it would find everybody.
    """
    sought = plain(text).removeprefix("+")
    if not sought:
        return ()
    if any(unicodedata.category(sign) == "Lo" for sign in sought):
        found = [Probe("name", sought)]
        if any(sign.isascii() for sign in sought):
            found.append(Probe("plate", sought[::-1]))
        return tuple(found)
    if len(sought) < TAIL_LEAST:
        return ()
    tail = sought[::-1]
    if sought.isdecimal():
        return tuple(Probe(kind, tail) for kind in ("phone", "plate", "vin", "document"))
    if sought.isalpha():
        words = (Probe("initials", sought), Probe("pinyin", sought), Probe("name", sought))
        return (*words, Probe("plate", tail), Probe("vin", tail))
    return (
        Probe("plate", tail),
        Probe("vin", tail),
        Probe("document", tail),
        Probe("name", sought),
    )


# ---- consent --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A line of the ledger as the rule reads it; ``channel`` empty means every channel."""

    channel: str
    text_version: int
    given_at: datetime
    withdrawn_at: datetime | None


ACTIVE, STALE, WITHDRAWN, MISSING = "active", "stale", "withdrawn", "missing"


def consent_state(lines: Iterable[ConsentLine], channel: str, *, text_version: int) -> str:
    """Whether a channel may be used for a purpose: the last word of the party counts.

    A line for every channel counts too. One that was given to an older text is stale.
    """
    events = [event for line in lines if line.channel in {"", channel} for event in _events(line)]
    if not events:
        return MISSING
    _at, is_given, version = max(events)
    if not is_given:
        return WITHDRAWN
    return ACTIVE if version >= text_version else STALE


def _events(line: ConsentLine) -> Iterator[tuple[datetime, bool, int]]:
    yield (line.given_at, True, line.text_version)
    if line.withdrawn_at is not None:
        yield (line.withdrawn_at, False, line.text_version)
