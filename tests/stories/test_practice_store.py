"""The practice store is the same each time it is built from one seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import own_database

HOME = Path(__file__).resolve().parents[2]
TRIES = 2


@pytest.mark.parametrize("size", [("small",), ("reference", "--scale", "0.002")])
def test_two_builds_of_one_seed_say_the_same(size: tuple[str, ...], tmp_path: Path) -> None:
    houses = [_environment(f"forecourt_{size[0]}_{number}", tmp_path) for number in range(TRIES)]

    builds = [
        _manage(house, "practice", "build", "--on", "2026-11-25", "--size", *size)
        for house in houses
    ]

    for build in builds:
        said, complaint = build.communicate()
        assert build.returncode == 0, said + complaint
    first, second = (_manage(house, "practice", "checksum").communicate()[0] for house in houses)
    assert first == second
    assert len(set(first.splitlines())) > 100  # tables


def _environment(database: str, state: Path) -> dict[str, str]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    environment = os.environ | {
        "DATABASE_URL": own_database(f"{database}_{worker}"),
        "FORECOURT_STATE": str(state / database),
        "DJANGO_SETTINGS_MODULE": "forecourt.config.settings",
    }
    _manage(environment, "migrate", "-v0").communicate()
    return environment


def _manage(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=HOME,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
