"""Third-party files are the ones that were locked, and the bytes stay within the budgets."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[1]
STATIC = ROOM / "static"
LOCK: dict[str, str] = json.loads((ROOM / "vendoring/vendor.lock.json").read_text("utf-8"))
OWN_CSS = sorted((STATIC / "ui/css").glob("*.css"))


def _gzipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_every_vendored_file_is_the_locked_one() -> None:
    found = {
        str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file()
    }

    assert found == LOCK


def test_every_vendored_folder_keeps_its_licence() -> None:
    assert all((folder / "LICENSE.txt").exists() for folder in (STATIC / "vendor").iterdir())


def test_styles_of_a_desk_page_are_under_16_kilobytes() -> None:
    assert _gzipped(STATIC / "ui/css/ui.css", STATIC / "ui/css/shell.css") < 16 * 1024


def test_scripts_of_a_desk_page_are_under_32_kilobytes() -> None:
    scripts = [*(STATIC / "ui/js").glob("*.js"), *(STATIC / "vendor").rglob("*.js")]

    assert _gzipped(*scripts) < 32 * 1024


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda path: path.name)
def test_colors_are_tokens(path: Path) -> None:
    if path.name == "ui.css":
        pytest.skip("the tokens stand there")

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text("utf-8")) == []


def test_no_template_of_the_house_has_inline_script_or_style() -> None:
    rooms = ROOM.parent
    bad = [
        str(path.relative_to(rooms))
        for path in rooms.glob("*/templates/**/*.html")
        if re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?!ce=)[a-z]+=|hx-on|javascript:",
            path.read_text("utf-8"),
        )
    ]

    assert bad == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    from forecourt.ui.templatetags.ui_tags import icon_names  # noqa: PLC0415

    rooms = ROOM.parent
    named = {
        name
        for path in rooms.glob("*/templates/**/*.html")
        for name in re.findall(r"{% icon \"([\w-]+)\"", path.read_text("utf-8"))
    }

    assert named - icon_names() == set()
