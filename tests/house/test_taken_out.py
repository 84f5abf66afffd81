"""What proves the races is itself proven: a wrong guard, or a broken set-up, is no proof."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]
_PLUGIN = """
import pytest
from tests.taken_out import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_runtest_makereport,
)
"""


def _run(pytester: pytest.Pytester, test: str) -> dict[str, int]:
    pytester.makeconftest(_PLUGIN)
    pytester.makepyfile("import pytest\n" + test)
    found = pytester.runpytest_inprocess("--taken-out", "-p", "no:django", "-p", "no:cacheprovider")
    return {k: v for k, v in found.parseoutcomes().items() if k != "deselected"}


def test_an_assertion_that_fails_proves_the_guard(pytester: pytest.Pytester) -> None:
    proven = "@pytest.mark.held_by('finance.Bill')\ndef test_race() -> None:\n    assert not 1\n"

    assert _run(pytester, proven) == {"xfailed": 1}


def test_a_race_that_passes_without_its_guard_is_an_error(pytester: pytest.Pytester) -> None:
    idle = "@pytest.mark.held_by('finance.Bill')\ndef test_race() -> None:\n    assert 1\n"

    assert _run(pytester, idle) == {"failed": 1}


def test_another_failure_than_an_assertion_proves_nothing(pytester: pytest.Pytester) -> None:
    broken = "@pytest.mark.held_by('finance.Bill')\ndef test_race() -> None:\n    {}['x']\n"

    assert _run(pytester, broken) == {"failed": 1}


def test_a_set_up_that_fails_proves_nothing(pytester: pytest.Pytester) -> None:
    unset = """
@pytest.fixture
def ground() -> None:
    assert not 1


@pytest.mark.held_by('finance.Bill')
def test_race(ground: None) -> None:
    assert not 1
"""

    assert _run(pytester, unset) == {"errors": 1}


def test_a_lock_of_no_model_ends_the_run(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(_PLUGIN)
    unknown = "@pytest.mark.held_by('followups.NoSuchModel')\ndef test_race() -> None:\n    ...\n"
    pytester.makepyfile("import pytest\n" + unknown)

    found = pytester.runpytest_inprocess("--taken-out", "-p", "no:django", "-p", "no:cacheprovider")

    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*test_race*NoSuchModel*"])
