"""The embedded server on a real folder: it starts, lasts, and survives being killed."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from forecourt.config.embedded import Server

NewServer = Callable[[], Server]


@pytest.fixture
def new_server() -> Iterator[NewServer]:
    """Make servers on one new folder, and stop them at the end."""
    # Not pytest's own folder: as root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="forecourt-embedded-"))
    folder.chmod(0o755)
    servers = []

    def make() -> Server:
        servers.append(Server(folder / "postgres"))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()
    shutil.rmtree(folder)


def run(server: Server, statement: str) -> object:
    with psycopg.connect(server.url("postgres"), autocommit=True) as line:
        answer = line.execute(statement)
        return answer.fetchone() if answer.description else None


def kill(server: Server) -> None:
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def test_what_was_written_is_there_after_a_stop_and_a_start(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    run(server, "CREATE TABLE note AS SELECT 7 AS seven")
    server.stop()
    assert not server.is_running()

    server.start()

    assert run(server, "SELECT seven FROM note") == (7,)


def test_what_was_committed_is_there_after_a_kill(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    run(server, "CREATE TABLE note AS SELECT 7 AS seven")

    kill(server)
    server.start()

    assert run(server, "SELECT seven FROM note") == (7,)


def test_a_server_left_by_a_killed_supervisor_is_taken_over(new_server: NewServer) -> None:
    left = new_server()
    left.start()
    before = run(left, "SELECT pg_postmaster_start_time()")

    server = new_server()
    server.start()

    assert run(server, "SELECT pg_postmaster_start_time()") == before


def test_a_pid_that_a_stranger_has_now_does_not_stop_the_start(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    kill(server)
    note = server.data / "postmaster.pid"
    _ours, *rest = note.read_text().split("\n")
    note.write_text("\n".join([str(os.getpid()), *rest]))

    server.start()

    assert server.is_running()
    assert os.getpid() != int(note.read_text().split()[0])


def test_chinese_words_have_trigrams(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    server.create_database("forecourt")
    server.create_database("forecourt")  # a second time is fine

    with psycopg.connect(server.url("forecourt")) as line:
        line.execute("CREATE EXTENSION pg_trgm")
        answer = line.execute("SELECT similarity('恒川汽车', '恒川车'), similarity('恒川', '别的')")

        assert answer.fetchone() == pytest.approx((0.285714, 0.0), abs=0.01)
