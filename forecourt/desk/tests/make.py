"""Makers: what the desk itself keeps."""

from __future__ import annotations

from forecourt.desk.facts import TrailRead
from forecourt.desk.models import SavedQuery
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.store.models import Staff, Store
from forecourt.store.tests.make import HOME_STORE, NINE, home_store, make_staff


def make_saved_query(
    name: str = "Cars without a plate",
    *,
    staff: Staff | None = None,
    subject: str = "vehicles",
    address: str = "",
    is_shared: bool = False,
) -> SavedQuery:
    staff = staff or make_staff("Wang Fang")
    return SavedQuery.keep(
        store_id=home_store().pk,
        staff_id=staff.pk,
        name=name,
        subject=subject,
        address=address,
        is_shared=is_shared,
        at=NINE,
    )


def plant(by: Actor, canary: str) -> dict[str, object]:
    """A kept query with the canary in its name; the words of addresses once only."""
    store = Store.objects.get(pk=by.store_id)
    staff = make_staff(f"{canary} Asker", store=store)
    kept = SavedQuery.keep(
        store_id=by.store_id,
        staff_id=staff.pk,
        name=canary,
        subject="vehicles",
        address="",
        is_shared=True,
        at=NINE,
    )
    record(TrailRead(subject_id=kept.pk), by=by, at=NINE)
    keys: dict[str, object] = {"query_id": kept.pk, "subject_id": kept.pk}
    if by.store_id == HOME_STORE:
        keys |= {"station": "repair", "subject": "stock", "rule_key": "store.sessions_at_once"}
    return keys
