"""The relay: every listener hears of every entry, whatever happens to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Lock
from uuid import uuid4

import pytest
from django.db import connection

from forecourt.kernel import relay
from forecourt.kernel.models import Entry, Tenant
from forecourt.kernel.tenancy import current_tenant_id, tenant_set

NINE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Listener = Callable[[Entry], None]


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Listener], None]]:
    wired: dict[str, tuple[Listener, ...]] = {}
    monkeypatch.setattr(relay, "listeners", lambda: wired)

    def hang_up(kind: str, listener: Listener) -> None:
        wired[kind] = (*wired.get(kind, ()), listener)

    yield hang_up
    wired.clear()


def write(kind: str, *, heard: bool = False) -> Entry:
    return Entry.write(
        kind=kind,
        actor="staff:wang",
        store_id=uuid4(),
        at=NINE,
        payload={},
        subjects=(),
        heard=heard,
    )


def deliver(at: datetime = NINE) -> int:
    return relay.deliver_waiting(now=lambda: at)


@pytest.mark.django_db
def test_a_listener_hears_of_an_entry_once_and_inside_its_tenant(
    wire: Callable[[str, Listener], None],
) -> None:
    heard = []
    wire("workshop.job_started", lambda entry: heard.append((entry.pk, current_tenant_id())))
    entry = write("workshop.job_started")

    taken = deliver(), deliver()

    entry.refresh_from_db()
    assert taken == (1, 0)
    assert heard == [(entry.pk, entry.tenant_id)]
    assert (entry.delivered_at, entry.tries) == (NINE, 0)


@pytest.mark.django_db
def test_every_dealer_group_has_its_turn(wire: Callable[[str, Listener], None]) -> None:
    heard = []
    wire("workshop.job_started", lambda _entry: heard.append(current_tenant_id()))
    ours, theirs = write("workshop.job_started"), Tenant.found("Second Group")
    with tenant_set(theirs.pk):
        write("workshop.job_started")

    deliver()

    assert set(heard) == {ours.tenant_id, theirs.pk}


@pytest.mark.django_db
def test_a_failing_listener_stops_nothing_else_and_leaves_nothing_half_done(
    wire: Callable[[str, Listener], None],
) -> None:
    def fail(_entry: Entry) -> None:
        Tenant.found("Half Done")
        sentence = "no such bay"
        raise ValueError(sentence)

    heard = []
    wire("workshop.job_started", fail)
    wire("workshop.job_finished", lambda entry: heard.append(entry.kind))
    bad, _good = write("workshop.job_started"), write("workshop.job_finished")

    deliver()

    bad.refresh_from_db()
    assert heard == ["workshop.job_finished"]
    assert not Tenant.objects.filter(name="Half Done").exists()
    assert (bad.delivered_at, bad.tries) == (None, 1)
    assert bad.last_error == "ValueError: no such bay"
    assert bad.next_try_at == NINE + timedelta(seconds=5)


@pytest.mark.django_db
def test_a_failed_entry_is_tried_again_after_its_pause(
    wire: Callable[[str, Listener], None],
) -> None:
    moods = iter([ValueError("not yet"), None])

    def moody(_entry: Entry) -> None:
        if mood := next(moods):
            raise mood

    wire("workshop.job_started", moody)
    entry = write("workshop.job_started")

    taken = deliver(), deliver(), deliver(NINE + timedelta(minutes=5))

    entry.refresh_from_db()
    assert taken == (1, 0, 1)
    assert (entry.delivered_at, entry.tries) == (NINE + timedelta(minutes=5), 1)


@pytest.mark.django_db
def test_a_worker_that_dies_in_a_listener_leaves_the_entry_for_the_next(
    wire: Callable[[str, Listener], None],
) -> None:
    def die(_entry: Entry) -> None:
        raise KeyboardInterrupt

    wire("workshop.job_started", die)
    entry = write("workshop.job_started")

    with pytest.raises(KeyboardInterrupt):
        deliver()

    entry.refresh_from_db()
    assert (entry.delivered_at, entry.tries) == (None, 0)


@pytest.mark.held_by("kernel.Entry")
@pytest.mark.django_db(transaction=True)
def test_four_workers_share_the_entries_and_none_is_delivered_twice(
    wire: Callable[[str, Listener], None],
) -> None:
    heard, lock, gate = [], Lock(), Barrier(4)

    def listen(entry: Entry) -> None:
        with lock:
            heard.append(entry.pk)

    wire("workshop.job_started", listen)
    written = [write("workshop.job_started").pk for _entry in range(40)]

    def work(_worker: int) -> int:
        connection.ensure_connection()
        gate.wait()
        try:
            return deliver()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as workers:
        taken = sum(workers.map(work, range(4)))

    assert (taken, sorted(heard)) == (40, written)


@pytest.mark.django_db(transaction=True)
def test_the_serving_relay_hears_of_a_commit_without_polling(
    wire: Callable[[str, Listener], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "POLL_SECONDS", 60.0)
    stop, delivered = Event(), Event()
    ready = Event()
    wire("workshop.bay_opened", lambda _entry: ready.set())
    wire("workshop.job_started", lambda _entry: delivered.set())
    write("workshop.bay_opened")

    with ThreadPoolExecutor(max_workers=1) as workers:
        serving = workers.submit(relay.serve, stop, now=lambda: NINE)
        assert ready.wait(5)
        write("workshop.job_started")
        assert delivered.wait(5)
        stop.set()
        write("workshop.job_started")  # wakes the relay, which then sees that it shall stop
        serving.result(5)
