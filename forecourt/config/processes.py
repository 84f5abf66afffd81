"""Processes of this machine, told apart even when a pid is used a second time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Process:
    pid: int
    name: str
    born: str  # in the machine's own words; only compared


def process(pid: int) -> Process | None:
    """Find the living process ``pid``; a zombie does not live."""
    if Path("/proc/self/stat").exists():  # Linux, where a small image may lack ps
        return _from_proc(pid)
    return _from_ps(pid)


def end(found: Process, *, patience_seconds: float) -> None:
    """End a process and all of its session: kindly first, at last by force."""
    deadline = time.monotonic() + patience_seconds
    _signal_session(found.pid, signal.SIGTERM)
    while process(found.pid) == found and time.monotonic() < deadline:
        time.sleep(STEP_SECONDS)
    _signal_session(found.pid, signal.SIGKILL)  # also whatever its leader left behind
    while process(found.pid) == found:
        time.sleep(STEP_SECONDS)


def _signal_session(leader: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def _from_proc(pid: int) -> Process | None:
    try:
        line = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    name = line[line.index("(") + 1 : line.rindex(")")]
    state, *rest = line[line.rindex(")") + 2 :].split()
    return None if state in "ZX" else Process(pid, name, rest[18])


def _from_ps(pid: int) -> Process | None:
    command = ["ps", "-o", "stat=,lstart=,comm=", "-p", str(pid)]
    words = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    if not words or words[0].startswith("Z"):
        return None
    return Process(pid, Path(" ".join(words[6:])).name, " ".join(words[1:6]))
