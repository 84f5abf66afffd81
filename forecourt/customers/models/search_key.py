"""Search keys: one narrow table that finds a party by any of six keys with one index.

A name is stored once per suffix and a number reversed, so that "contains" and "ends with" are both
"begins with", which a plain index answers at once whatever the language of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from forecourt.customers import rules
from forecourt.customers.models.party import Party
from forecourt.kernel.copying import copy_rows
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class KeyKind(models.TextChoices):
    NAME = "name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    PHONE = "phone"
    PLATE = "plate"
    VIN = "vin"
    DOCUMENT = "document"


PARTY: Final = "customers.party"
ROWS_AT_ONCE: Final = 5000
OWN_KINDS: Final = (KeyKind.NAME, KeyKind.PINYIN, KeyKind.INITIALS, KeyKind.DOCUMENT)


class SearchKeyQuerySet(GroupQuerySet["SearchKey"]):
    def drop(self, subject: UUID, kinds: Iterable[str]) -> int:
        """Forget what led to a record by these kinds of key."""
        return self.filter(subject=subject, kind__in=list(kinds)).delete()[0]


class SearchKey(TenantModel):
    """``key`` leads to ``subject`` (party, vehicle, document), and to its party if it has one."""

    party = TenantForeignKey(Party, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=KeyKind)
    key = models.CharField(max_length=120, db_collation="C")
    label = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=40)  # customers.party, vehicles.vehicle, ...
    subject = models.UUIDField()

    objects = SearchKeyQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=KeyKind.values) & ~models.Q(key=""),
                name="customers_searchkey_is_a_key",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kind", "key"], name="customers_searchkey_by_key"),
            models.Index(fields=["tenant", "subject"], name="customers_searchkey_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"

    @classmethod
    def write(cls, keys: Iterable[SearchKey]) -> None:
        rows = list(keys)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            insert_rows(rows[start : start + ROWS_AT_ONCE])

    @classmethod
    def write_many(cls, found: Iterable[tuple[UUID, Iterable[rules.Key]]]) -> None:
        """Let parties by the thousand be found by these keys."""
        columns = ("id", "party_id", "kind", "key", "label", "subject_kind", "subject")
        rows = (
            (uuid7(), party_id, key.kind, key.key[:120], key.label[:120], PARTY, party_id)
            for party_id, keys in found
            for key in keys
        )
        copy_rows(SearchKey, columns, rows)

    @classmethod
    def write_own(cls, party: Party) -> None:
        """Let a party be found by its present name and tax number, and no longer by older ones."""
        SearchKey.objects.filter(subject=party.pk, kind__in=OWN_KINDS).delete()
        own = rules.party_keys(party.name, party.pinyin, party.initials, party.tax_number)
        SearchKey.write(SearchKey.of(party, own))

    @classmethod
    def write_phones(cls, party: Party, numbers: Iterable[str]) -> None:
        """Let a party be found by these phones, and no longer by others."""
        SearchKey.objects.filter(subject=party.pk, kind=KeyKind.PHONE).delete()
        SearchKey.write(SearchKey.of(party, rules.phone_keys(numbers)))

    @classmethod
    def of(cls, party: Party, keys: Iterable[rules.Key]) -> Iterator[SearchKey]:
        """Keys of a party, not written yet."""
        for key in keys:
            yield SearchKey(
                party=party,
                kind=key.kind,
                key=key.key[:120],
                label=key.label[:120],
                subject_kind=PARTY,
                subject=party.pk,
            )
