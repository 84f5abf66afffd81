"""A running house on the reference store: its database, its processes, its logins.

The store is built once, into a database that nothing writes to afterwards; each run works on a
copy, so that one run begins where the other began.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg

from forecourt.config.embedded import Server

HOME = Path(__file__).resolve().parents[1]
STATE = HOME / "var" / "bench"
STORE, COPY, TWIN = "forecourt_reference", "forecourt_bench", "forecourt_bench_twin"
DAY = "2026-11-25"  # the store's last day: always the same, so that runs can be compared
MORNING = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)  # 10:42 in the store
START_SECONDS = 120


@dataclass
class House:
    """``database`` is the copy's address, ``port`` where the pages are."""

    database: str
    port: int
    supervisor: subprocess.Popen[bytes]
    server_pid: int  # of the database
    maintenance: str  # address of a database that is nobody's
    store: str  # name of the untouched store

    def twin(self) -> str:
        """A second copy of the store as it was before this run; answer its address."""
        _copy(self.maintenance, self.store, TWIN)
        address = self.database.replace(COPY, TWIN)
        _manage(address, "migrate", "-v0")  # the store may be older than the code
        return address

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The house by what its processes do: pages with streams, worker, database."""
        found: dict[str, list[psutil.Process]] = {"web": [], "worker": [], "database": []}
        for child in psutil.Process(self.supervisor.pid).children(recursive=True):
            words = " ".join(child.cmdline())
            if "forecourt.config.web" in words:
                found["web"].append(child)
            elif "worker" in words:
                found["worker"].append(child)
        server = psutil.Process(self.server_pid)
        found["database"] = [server, *server.children(recursive=True)]
        return found

    def seconds(self) -> dict[str, float]:
        """Processor time that each part of the house has used so far, in seconds."""
        return {
            name: sum(_seconds(process) for process in processes)
            for name, processes in self.processes().items()
        }

    def memory(self) -> dict[str, float]:
        """Memory of each part in MB: what it does not share, of the largest process and in all."""
        sizes = {}
        for name, processes in self.processes().items():
            each = [_megabytes(process) for process in processes]
            sizes[f"{name}, largest process"] = max(each, default=0.0)
            sizes[f"{name}, {len(each)} processes"] = sum(each)
        return sizes


def _seconds(process: psutil.Process) -> float:
    try:
        spent = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    # A backend that ended leaves its time with the postmaster.
    return float(spent.user + spent.system + spent.children_user + spent.children_system)


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().uss) / 1e6
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


@contextmanager
def open_house(scale: float) -> Iterator[House]:
    """The house with its reference store; it is built when it is not there yet."""
    STATE.mkdir(parents=True, exist_ok=True)
    server = Server(STATE / "postgres")
    server.start()
    try:
        store = f"{STORE}_{scale:g}".replace(".", "_")
        server.create_database("postgres")
        _build(server.url("postgres"), server.url(store), store, scale)
        _copy(server.url("postgres"), store, COPY)
        _wake()
        pid = int((server.data / "postmaster.pid").read_text().split()[0])
        with _serving(server.url(COPY)) as (port, supervisor):
            yield House(server.url(COPY), port, supervisor, pid, server.url("postgres"), store)
    finally:
        server.stop()


def _manage(database: str, *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=HOME, env=environment_of(database), check=True)


def environment_of(database: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database,
        "FORECOURT_STATE": str(STATE),
        "DJANGO_SETTINGS_MODULE": "forecourt.config.settings",
        "PRACTICE": "1",
    }


def _build(maintenance: str, database: str, name: str, scale: float) -> None:
    """Build the store under another name first: what was cut off is no store."""
    with psycopg.connect(maintenance, autocommit=True) as line:
        if line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        half = f"{name}_half"
        line.execute(f'DROP DATABASE IF EXISTS "{half}"'.encode())
        line.execute(f'CREATE DATABASE "{half}"'.encode())
        parts = urlsplit(database)
        building = urlunsplit(parts._replace(path=f"/{half}"))
        _manage(building, "migrate", "-v0")
        began = time.monotonic()
        size = ("--size", "reference", "--scale", str(scale), "--on", DAY)
        _manage(building, "practice", "build", *size)
        print(f"The reference store was built in {time.monotonic() - began:.0f} s.")
        line.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"'.encode())


def _copy(maintenance: str, store: str, name: str) -> None:
    with psycopg.connect(maintenance, autocommit=True) as line:
        line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{store}"'.encode())


def _wake() -> None:
    """Set the practice clock to the morning on which the store was built."""
    ahead = (MORNING - datetime.now(UTC)).total_seconds()
    (STATE / "practice-clock").write_text(str(ahead))


@contextmanager
def _serving(database: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
    with psycopg.connect(database, autocommit=True) as line:
        line.execute("VACUUM (ANALYZE)")
    environment = environment_of(database) | {"PORT": str(port)}
    command = [sys.executable, "-m", "forecourt.config.supervisor"]
    supervisor = subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, supervisor
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(60)


def _wait_for(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    sentence = "The pages did not come up; see var/bench/log."
    raise SystemExit(sentence)
