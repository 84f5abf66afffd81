"""The processes that the supervisor keeps alive, and the notes by which the next one knows them."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import asdict
from pathlib import Path

from forecourt.config.processes import Process, end, process

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
SETTLED_SECONDS = 60.0  # a child that ran this long starts again without a growing pause
END_SECONDS = 10.0
LARGEST_LOG = 10_000_000  # bytes; the log before that is kept as one older file


class Child:
    """One process in a session of its own, so that Ctrl-C reaches only the supervisor."""

    def __init__(
        self, name: str, command: list[str], *, state: Path, keep: tuple[int, ...] = ()
    ) -> None:
        self.name = name
        self.log = state / "log" / f"{name}.log"
        self._command, self._keep = command, keep
        self._note = state / "run" / f"{name}.pid"
        self._running: subprocess.Popen[bytes] | None = None
        self._started_at, self._start_at = 0.0, 0.0  # moments of time.monotonic
        self._pause = 0.0

    def look_after(self) -> None:
        """Start the process when it is not there and its pause is over."""
        now = time.monotonic()
        if self._running and self._running.poll() is not None:
            self._mourn(self._running.returncode, now)
        if self._running is None and now >= self._start_at:
            self._start(now)

    def tell_to_end(self) -> None:
        if self._running:
            self._running.terminate()

    def end(self) -> None:
        if self._running:
            if found := process(self._running.pid):
                end(found, patience_seconds=END_SECONDS)
            self._running.wait()
        self._note.unlink(missing_ok=True)

    def _start(self, now: float) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self._keep,
            )
        self._started_at = now
        if found := process(self._running.pid):
            self._note.write_text(json.dumps(asdict(found)))

    def _mourn(self, code: int, now: float) -> None:
        settled = now - self._started_at > SETTLED_SECONDS
        doubled = min(max(self._pause * 2, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
        self._pause = FIRST_PAUSE_SECONDS if settled else doubled
        self._running, self._start_at = None, now + self._pause
        words = f"{self.name} ended with {code}, see {self.log}; again in {self._pause:g} s."
        print(words, flush=True)


def end_leftovers(state: Path) -> None:
    """End children of a supervisor that was killed; a pid reused by a stranger is left alone."""
    for note in sorted((state / "run").glob("*.pid")):
        try:
            known = Process(**json.loads(note.read_text()))
        except (ValueError, TypeError):  # the supervisor was killed while it wrote
            known = None
        if known and _is_same(known):
            print(f"Ending {note.stem}, left by a run that was killed.", flush=True)
            end(known, patience_seconds=END_SECONDS)
        note.unlink()


def _is_same(known: Process) -> bool:
    found = process(known.pid)
    return found is not None and found.born == known.born
