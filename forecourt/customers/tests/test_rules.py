"""Names, numbers and keys as pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forecourt.customers import rules
from forecourt.customers.rules import ConsentLine, Probe


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("张伟", ("zhangwei", "zw")),
        ("单雄信", ("shanxiongxin", "sxx")),
        ("仇英", ("qiuying", "qy")),
        ("解缙", ("xiejin", "xj")),
        ("查良镛", ("zhaliangyong", "zly")),
        ("曾国藩", ("zengguofan", "zgf")),
        ("区志航", ("ouzhihang", "ozh")),
        ("朴树", ("piaoshu", "ps")),
        ("尉迟恭", ("yuchigong", "ycg")),
        ("万俟卨", ("moqixie", "mqx")),
        ("欧阳娜娜", ("ouyangnana", "oynn")),
        ("Anna Schmidt", ("annaschmidt", "as")),
        ("Ｌｅｅ　张", ("leezhang", "lz")),
        ("吕布", ("lvbu", "lb")),
    ],
)
def test_a_persons_name_is_spoken_like_this(name: str, spelt: tuple[str, str]) -> None:
    assert rules.spell(name, is_person=True) == spelt


def test_the_first_sign_of_a_company_is_no_surname() -> None:
    assert rules.spell("单车租赁", is_person=False)[0] == "danchezulin"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "+8613800138000"),
        (" 138-0013-8000 ", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("021-62881234", "+862162881234"),
        ("+49 30 901820", "+4930901820"),
        ("12012345678", None),
        ("1380013800", None),
        ("abc", None),
        ("", None),
    ],
)
def test_a_phone_is_kept_in_one_form(typed: str, number: str | None) -> None:
    assert rules.phone_e164(typed) == number


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("phone", "+8613800138000", "138****8000"),
        ("phone", "+4930901820", "****1820"),
        ("email", "anna@example.org", "a***@example.org"),
        ("wechat", "wx_zhang88", "wx***"),
        ("address", "上海市松江区新松江路1号", "上海市松江区***"),
        ("address", "松江路1号", "***"),
    ],
)
def test_anybody_reads_a_contact_masked(kind: str, value: str, masked: str) -> None:
    assert rules.masked_text(kind, value) == masked


@pytest.mark.parametrize(
    ("number", "is_sound"),
    [
        ("11010519491231002X", True),
        ("360426199101010071", True),
        ("110105194912310021", False),
        ("11010519491231002x", False),
        ("1101051949123100", False),
    ],
)
def test_an_identity_number_has_a_check_digit(number: str, is_sound: bool) -> None:  # noqa: FBT001 - a table
    assert rules.is_resident_identity(number) is is_sound


def test_an_identity_number_tells_the_birthday_and_is_masked_to_its_ends() -> None:
    assert rules.birth_of_identity("11010519491231002X") == date(1949, 12, 31)
    assert rules.birth_of_identity("11010519491399002X") is None
    assert rules.masked_identity("11010519491231002X") == "1****************X"


@pytest.mark.parametrize(
    ("code", "is_sound"),
    [
        ("91110000600037341L", True),
        ("91110000600037342L", False),
        ("91110000600037341I", False),
        ("9111000060003734", False),
    ],
)
def test_a_credit_code_has_a_check_sign(code: str, is_sound: bool) -> None:  # noqa: FBT001 - a table
    assert rules.is_credit_code(code) is is_sound


@pytest.mark.parametrize(
    ("typed", "probes"),
    [
        ("", ()),
        ("z", ()),
        ("张", (Probe("name", "张"),)),
        ("沪A1", (Probe("name", "沪a1"), Probe("plate", "1a沪"))),
        (
            "8000",
            tuple(Probe(kind, "0008") for kind in ("phone", "plate", "vin", "document")),
        ),
        ("+86138", tuple(Probe(k, "83168") for k in ("phone", "plate", "vin", "document"))),
        (
            "Zhang Wei",
            (
                Probe("initials", "zhangwei"),
                Probe("pinyin", "zhangwei"),
                Probe("name", "zhangwei"),
                Probe("plate", "iewgnahz"),
                Probe("vin", "iewgnahz"),
            ),
        ),
        (
            "RO-261124-001",
            tuple(
                Probe(kind, key)
                for kind, key in (
                    ("plate", "100421162or"),
                    ("vin", "100421162or"),
                    ("document", "100421162or"),
                    ("name", "ro261124001"),
                )
            ),
        ),
    ],
)
def test_what_is_typed_says_where_to_look(typed: str, probes: tuple[Probe, ...]) -> None:
    assert rules.probes(typed) == probes


def test_a_name_is_found_from_any_of_its_signs() -> None:
    keys = rules.party_keys("王小明", "wangxiaoming", "wxm")

    assert [(key.kind, key.key) for key in keys] == [
        ("name", "王小明"),
        ("name", "小明"),
        ("name", "明"),
        ("pinyin", "wangxiaoming"),
        ("initials", "wxm"),
    ]


_T1, _T2, _T3 = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("lines", "channel", "version", "state"),
    [
        ((), "sms", 1, "missing"),
        ((ConsentLine("sms", 1, _T1, None),), "sms", 1, "active"),
        ((ConsentLine("sms", 1, _T1, None),), "phone", 1, "missing"),
        ((ConsentLine("", 1, _T1, None),), "phone", 1, "active"),
        ((ConsentLine("sms", 1, _T1, None),), "sms", 2, "stale"),
        ((ConsentLine("sms", 1, _T1, _T2),), "sms", 1, "withdrawn"),
        ((ConsentLine("sms", 1, _T1, _T2), ConsentLine("sms", 1, _T3, None)), "sms", 1, "active"),
        ((ConsentLine("", 1, _T1, None), ConsentLine("sms", 1, _T1, _T2)), "sms", 1, "withdrawn"),
        ((ConsentLine("", 1, _T1, None), ConsentLine("sms", 1, _T1, _T2)), "phone", 1, "active"),
        ((ConsentLine("", 1, _T1, _T2), ConsentLine("", 2, _T2, None)), "sms", 2, "active"),
    ],
)
def test_the_last_word_of_the_party_counts(
    lines: tuple[ConsentLine, ...], channel: str, version: int, state: str
) -> None:
    assert rules.consent_state(lines, channel, text_version=version) == state
