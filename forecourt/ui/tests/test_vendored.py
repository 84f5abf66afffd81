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


def _named(template: Path) -> tuple[Path, ...]:
    """The style sheets and scripts that a template names, and those of what it includes in head."""
    text = template.read_text("utf-8")
    parts = re.findall(r"""include "(ui/_(?:head|scripts)\.html)\"""", text)
    own = re.findall(r"""(?:href|src)="{% static '([\w./-]+\.(?:css|js))' %}\"""", text)
    rooms = ROOM.parent
    files = [next(rooms.glob(f"*/static/{name}")) for name in own]
    return (*files, *(file for part in parts for file in _named(ROOM / "templates" / part)))


@pytest.mark.parametrize("kind", ["css", "js"])
def test_first_visit_to_any_desk_page_is_within_the_budget(kind: str) -> None:
    budget = {"css": 15_700, "js": 31_500}[kind]  # 16 and 32 KB, and room to notice
    frame = _named(ROOM / "templates/ui/page.html")
    pages = [
        path
        for path in ROOM.parent.glob("*/templates/**/*.html")
        if 'extends "ui/page.html"' in path.read_text("utf-8")
    ]

    heavy = {
        page.name: weight
        for page in pages
        if (
            weight := _gzipped(
                *(file for file in {*frame, *_named(page)} if file.suffix == f".{kind}")
            )
        )
        > budget
    }

    assert len(pages) > 50
    assert heavy == {}


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
