"""Every key that the house shows has words."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isclass

from django.apps import apps
from django.utils.translation import override

from forecourt.desk.words import FACT_WORDS, RULE_WORDS, SOURCE_WORDS, UNIT_WORDS, VALUE_WORDS
from forecourt.kernel.journal import Fact
from forecourt.store.queries import shipped


def test_every_number_of_the_house_has_words() -> None:
    assert set(shipped()) - set(RULE_WORDS) == set()


def test_every_unit_has_words() -> None:
    assert {default.unit for default in shipped().values()} - set(UNIT_WORDS) == set()


def test_every_source_of_a_number_has_words() -> None:
    assert {default.source for default in shipped().values()} - set(SOURCE_WORDS) == set()


def test_every_fact_of_the_house_has_words() -> None:
    kinds = {
        member.kind
        for app in apps.get_app_configs()
        if app.name.startswith("forecourt.") and find_spec(f"{app.name}.facts")
        for _name, member in getmembers(import_module(f"{app.name}.facts"), isclass)
        if issubclass(member, Fact) and member.__dict__.get("kind")
    }

    assert kinds - set(FACT_WORDS) == set()


def test_every_number_of_the_house_has_chinese_words() -> None:
    with override("zh-hans"):
        said = {key: str(RULE_WORDS[key]) for key in shipped()}

    assert {key: word for key, word in said.items() if word.isascii()} == {}


def test_a_code_among_the_values_has_words() -> None:
    codes = {d.unit for d in shipped().values() if str(d.value).replace("_", "").isalpha()}

    assert codes - set(VALUE_WORDS) == set()
