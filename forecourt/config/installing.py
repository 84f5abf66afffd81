"""Installs a lock file's packages with pip, and tells which of how many it is at.

Run by bin/setup before any package is there: ``python -m forecourt.config.installing a-lock.txt``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from forecourt.kernel.waiting import waiting

PINNED = re.compile(r"^[\w.\[\]-]+==", re.MULTILINE)
COLLECTING = re.compile(r"(?:Collecting|Requirement already satisfied:) ([\w.\[\]-]+==[\w.]+)")
INSTALLING = "Installing collected packages"
LINES_KEPT = 40  # of what pip said, where it fails


class Progress:
    """What pip has said: the package it is at, and the last lines for when it fails."""

    def __init__(self, count: int) -> None:
        self.count, self.number, self.words = count, 0, ""
        self.said: list[str] = []

    def hear(self, line: str) -> None:
        self.said = [*self.said[1 - LINES_KEPT :], line]
        if found := COLLECTING.match(line):
            self.number += 1
            self.words = f"{min(self.number, self.count)}/{self.count} {found[1]}"
        elif line.startswith(INSTALLING):
            self.words = f"unpacking {self.count} packages"

    def __str__(self) -> str:
        return self.words


def main(lock: Path) -> int:
    progress = Progress(len(PINNED.findall(lock.read_text())))
    pip = [sys.executable, "-m", "pip", "install", "--progress-bar", "off", "--require-hashes"]
    settings = {
        "PIP_REQUIREMENT": str(lock),
        "PIP_NO_COLOR": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    with waiting(f"Installing the {lock.stem} packages, with checked hashes", progress.__str__):
        with subprocess.Popen(  # noqa: S603 - pip, and this project's own lock file
            pip,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as pip_run:
            for line in pip_run.stdout or ():
                progress.hear(line)
        progress.words = f"{progress.count} packages"
    if pip_run.returncode:
        sys.stderr.write("".join(progress.said))
    return pip_run.returncode


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
