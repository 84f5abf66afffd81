"""Bring third-party files into ``forecourt/ui/static``: fonts, icons, htmx.

Development time only. Run in this folder::

    npm install --ignore-scripts
    python -m pip install fonttools brotli
    python build.py

It writes the files, keeps each licence text beside them, and writes ``vendor.lock.json``
with the SHA-256 of everything that was written, which a test compares.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
STATIC = HERE.parent / "static"
VENDOR = STATIC / "vendor"
VERSIONS: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]

# Chinese punctuation stays with the system's Chinese face: no curly quotes, no ellipsis, no dash.
TEXT = "U+20-7E,U+A0,U+A5,U+B0,U+B1,U+B7,U+D7,U+2032,U+2033,U+2190-2193,U+2212"
PLATE = "U+2A,U+2D,U+30-39,U+41-5A,U+B7"
FEATURES = "tnum,pnum,locl,ccmp,kern,liga"


def main() -> None:
    written = [*_fonts(), *_icons(), *_scripts()]
    lock = {
        str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(written)
    }
    (HERE / "vendor.lock.json").write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


def _fonts() -> list[Path]:
    archivo, barlow = _room("archivo", "@fontsource/archivo"), _room("barlow", _BARLOW)
    written = [_licence("@fontsource/archivo", archivo), _licence(_BARLOW, barlow)]
    for weight in (400, 500, 600):
        source = MODULES / f"@fontsource/archivo/files/archivo-latin-{weight}-normal.woff2"
        written.append(_subset(source, archivo / f"archivo-{weight}.woff2", TEXT))
    source = MODULES / _BARLOW / "files/barlow-semi-condensed-latin-600-normal.woff2"
    written.append(_subset(source, barlow / "barlow-semi-condensed-600.woff2", PLATE))
    return written


_BARLOW = "@fontsource/barlow-semi-condensed"


def _subset(source: Path, target: Path, characters: str) -> Path:
    command = [sys.executable, "-m", "fontTools.subset", str(source), f"--unicodes={characters}"]
    options = ["--flavor=woff2", f"--layout-features={FEATURES}", f"--output-file={target}"]
    subprocess.run([*command, *options], check=True)  # noqa: S603 (fixed words, own paths)
    return target


def _icons() -> list[Path]:
    target = _room("tabler-icons", "@tabler/icons")
    symbols = [_symbol(name) for name in (HERE / "icons.txt").read_text("utf-8").split()]
    sprite = target / "icons.svg"
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    sprite.write_text(head + "".join(symbols) + "</svg>\n", "utf-8")
    return [sprite, _licence("@tabler/icons", target)]


def _symbol(name: str) -> str:
    filled = name.endswith("-filled")
    kind = "filled" if filled else "outline"
    path = MODULES / "@tabler/icons/icons" / kind / f"{name.removesuffix('-filled')}.svg"
    svg = path.read_text("utf-8")
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r"\s+", " ", body).strip().replace("> <", "><")
    body = body.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
    paint = ' fill="currentColor" stroke="none"' if filled else ""
    return f'<symbol id="{name}" viewBox="0 0 24 24"{paint}>{body}</symbol>'


def _scripts() -> list[Path]:
    htmx, morph = _room("htmx", "htmx.org"), _room("idiomorph", "idiomorph")
    pairs = (
        (MODULES / "htmx.org/dist/htmx.min.js", htmx / "htmx.min.js"),
        (MODULES / "idiomorph/dist/idiomorph-ext.min.js", morph / "idiomorph-ext.min.js"),
    )
    for source, target in pairs:
        shutil.copyfile(source, target)
    licences = [_licence("htmx.org", htmx), _licence("idiomorph", morph)]
    return [*(target for _, target in pairs), *licences]


def _room(name: str, package: str) -> Path:
    folder = VENDOR / f"{name}-{VERSIONS[package]}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _licence(package: str, folder: Path) -> Path:
    target = folder / "LICENSE.txt"
    shutil.copyfile(MODULES / package / "LICENSE", target)
    return target


if __name__ == "__main__":
    main()
