"""Run one command beside a fast PostgreSQL of its own, which goes when the command ends.

``python -m forecourt.config.beside [--migrated] COMMAND ...`` sets ``DATABASE_URL`` for it; with
``--migrated`` the database has all tables, and ``TEST_TEMPLATE`` names it for test databases.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from forecourt.config import migrated
from forecourt.config.embedded import Server
from forecourt.config.processes import process

PREFIX = "forecourt-beside-"
DATABASE = "forecourt"


def main(command: list[str]) -> int:
    _remove_leftovers()
    folder = Path(tempfile.gettempdir()) / f"{PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o755)  # the server may run as another user; its data inside is private
    server = Server(folder / "postgres", fast=True)
    try:
        server.start()
        server.create_database(DATABASE)
        environment = {"DATABASE_URL": server.url(DATABASE)}
        if command[0] == "--migrated":
            migrated.fill(server, DATABASE)
            environment["TEST_TEMPLATE"] = DATABASE
            command = command[1:]
        return _run(command, environment)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], environment: dict[str, str]) -> int:
    with subprocess.Popen(command, env=os.environ | environment) as child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the command itself
        signal.signal(signal.SIGTERM, lambda number, _frame: child.send_signal(number))
        return child.wait()


def _remove_leftovers() -> None:
    """Remove what earlier runs left that were killed before they could tidy up."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX)
        if folder.stat().st_uid == os.getuid() and pid.isdigit() and not process(int(pid)):
            Server(folder / "postgres", fast=True).stop()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
