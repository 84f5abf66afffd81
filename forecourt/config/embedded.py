"""PostgreSQL for a place without a database server: from a wheel, or from the machine's own files.

The Python layer of the wheel is left alone on purpose: as root it opens folders to everyone, and
it believes any living pid in ``postmaster.pid``. This launcher only uses the programs.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from forecourt.config import programs
from forecourt.config.processes import process
from forecourt.config.programs import NoServer

SOCKET = ".s.PGSQL.5432"
LONGEST_FOLDER = 85  # characters; the address of a socket may have 103, its name takes 15
START_SECONDS, STOP_SECONDS = 60, 30
LAST_OLD_LOCALES = 16  # the first major version with its own C.UTF-8 is the next one

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # our statements are short; compiling them costs more than it gives
    "random_page_cost": "1.1",
}
LASTING = {"shared_buffers": "256MB", "max_wal_size": "2GB", "wal_compression": "on"}
FAST = {  # for tests: what is in it may be lost with the machine
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Server:
    """A PostgreSQL server on one data folder, reached only through a socket in a private folder."""

    def __init__(self, data: Path, *, fast: bool = False) -> None:
        data = data.absolute()
        self._user = programs.service_user() if os.geteuid() == 0 else None
        if self._user:
            data = programs.within_reach_of_service(data)
        self.data = data
        self.log = data.with_name(f"{data.name}.log")  # statements that failed may name persons
        self._programs = programs.programs_for(programs.version_of(data))
        if self._user and not programs.is_reachable(self._programs):
            self._programs = programs.copied_for_service(self._programs)
        self._options = COMMON | (FAST if fast else LASTING)
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0  # where in the log the words of this start begin
        self._socket = data if len(str(data)) <= LONGEST_FOLDER else programs.short_folder(data)
        for folder in (data, self._socket):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._user:
                os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        if self._socket.stat().st_uid != (self._user.pw_uid if self._user else os.getuid()):
            sentence = f"{self._socket} belongs to another user; remove it and start again."
            raise NoServer(sentence)

    def start(self) -> None:
        """Start the server, or take over the one that a killed supervisor left.

        Raises:
            NoServer: it does not start.
        """
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        deadline = time.monotonic() + START_SECONDS
        while self.is_running() and time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(0.1)
        self._start_until(deadline)

    def stop(self) -> None:
        """Shut down fast: open transactions are rolled back, clients are sent away."""
        deadline = time.monotonic() + STOP_SECONDS
        if self.is_running():
            os.kill(self._pid(), signal.SIGINT)
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._child:
            self._child.wait(STOP_SECONDS)

    @property
    def version(self) -> int:
        return programs.major(self._programs)

    def is_running(self) -> bool:
        """Tell whether the process that ``postmaster.pid`` names is a PostgreSQL.

        After a reboot that pid may belong to a stranger: then the file is stale.
        """
        if self._child:
            self._child.poll()  # else a killed child stays a zombie
        found = process(self._pid())
        return found is not None and found.name.startswith("postgres")

    def create_database(self, name: str) -> None:
        """Create the database unless it is there. ``name`` is ours, never a user's."""
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"  # noqa: S608  # see above
        address = ("-h", str(self._socket), "-U", "postgres")
        if not self._run("psql", *address, "-XAtc", query, "postgres").strip():
            self._run("createdb", *address, name)

    def dump(self, database: str) -> str:
        return self._run("pg_dump", "-h", str(self._socket), "-U", "postgres", database)

    def load(self, database: str, statements: str) -> None:
        address = ("-h", str(self._socket), "-U", "postgres", "-d", database)
        self._run("psql", *address, "-Xqv", "ON_ERROR_STOP=1", given=statements)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def _create_cluster(self) -> None:
        # LC_CTYPE must be a UTF-8 one: under C, pg_trgm drops every Chinese character unseen.
        ctype = programs.utf8_locale()
        if self.version > LAST_OLD_LOCALES:
            words = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            words = [f"--locale={ctype}"]
        words += ["--lc-collate=C", f"--lc-ctype={ctype}", "-E", "UTF8", "-A", "trust"]
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "--no-instructions", *words)

    def _start_until(self, deadline: float) -> None:
        if self._child:
            self._child.wait(STOP_SECONDS)  # it was killed; PostgreSQL takes a zombie for living
        self._spawn()
        while time.monotonic() < deadline:
            if self._answers():
                return
            if self._child and self._child.poll() is not None:
                words = self._last_words()
                # Just after a kill -9 old backends still hold the shared memory: wait for them.
                if not re.search(r"lock file|shared memory", words):
                    sentence = f"PostgreSQL ended at its start, see {self.log}:\n{words}"
                    raise NoServer(sentence)
                time.sleep(0.3)
                self._forget_strangers_pid()
                self._spawn()
            time.sleep(0.02)
        words = self._last_words()
        sentence = f"PostgreSQL is not ready after {START_SECONDS} s, see {self.log}:\n{words}"
        raise NoServer(sentence)

    def _spawn(self) -> None:
        options = self._options | {"unix_socket_directories": str(self._socket)}
        words = [f"--{name}={value}" for name, value in options.items()]
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            self._child = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self.data), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops us last
                **self._surroundings(),
            )

    def _last_words(self) -> str:
        return self.log.read_bytes()[self._log_start :].decode(errors="replace")

    def _run(self, program: str, *words: str, given: str = "") -> str:
        done = subprocess.run(
            [str(self._programs / program), *words],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            **self._surroundings(),
        )
        if done.returncode:
            sentence = f"{program} ended with {done.returncode}:\n{done.stderr.strip()}"
            raise NoServer(sentence)
        return str(done.stdout)

    def _surroundings(self) -> dict[str, Any]:  # Any: keyword arguments of several types
        ours = ("PG", "LC_", "LANG")
        env = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        who: dict[str, Any] = {}
        if self._user:
            who = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        return {"env": env | {"LC_ALL": "C"}, "cwd": "/", **who}

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as door:
            try:
                door.connect(str(self._socket / SOCKET))
            except OSError:
                return False
        with contextlib.suppress(NoServer):
            self._run("pg_isready", "-q", "-h", str(self._socket))
            return True
        return False

    def _pid(self) -> int:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return 0

    def _forget_strangers_pid(self) -> None:
        """Put an impossible pid in place of ours, which a stranger or a zombie has now."""
        if self.is_running():
            return
        for note in (self.data / "postmaster.pid", self._socket / f"{SOCKET}.lock"):
            with contextlib.suppress(FileNotFoundError):
                lines = note.read_text().split("\n")
                note.write_text("\n".join(["2147483646", *lines[1:]]))
