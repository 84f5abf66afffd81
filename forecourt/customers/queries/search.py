"""Search: one statement written by hand finds a party by any of six keys.

Beneath the ORM because it is asked at every keystroke of every desk; each probe is a range of one
index, so that it does not matter how many parties there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forecourt.customers import rules
from forecourt.kernel.actor import Actor
from forecourt.kernel.prepared import prepared

_LAST = "\U0010ffff"  # sorts behind every text that begins alike
_FIND = """
WITH hit AS (
    SELECT k.kind, k.key, k.label, k.subject_kind, k.subject, probe.place,
           k.key = probe.begins AS is_exact, p.id AS party_id,
           coalesce(p.merged_into_id, p.id) AS kept_id
    FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY
         AS probe(kind, begins, before, place)
    CROSS JOIN LATERAL (
        SELECT kind, key, label, subject_kind, subject, party_id FROM customers_searchkey
        WHERE tenant_id = %s AND kind = probe.kind AND key >= probe.begins AND key < probe.before
        ORDER BY key LIMIT %s
    ) k
    LEFT JOIN customers_party p ON p.tenant_id = %s AND p.id = k.party_id
), best AS (
    SELECT DISTINCT ON (coalesce(kept_id, subject)) * FROM hit
    ORDER BY coalesce(kept_id, subject), is_exact DESC, place, length(key), key
), top AS (
    SELECT * FROM best ORDER BY is_exact DESC, place, length(key), label, subject LIMIT %s
)
SELECT top.kept_id, coalesce(kept.name, ''), coalesce(kept.kind, ''), top.kind, top.label,
       top.subject_kind, top.subject,
       coalesce((SELECT c.value FROM customers_contactpoint c
                 WHERE c.tenant_id = %s AND c.party_id = top.kept_id AND c.kind = 'phone'
                   AND c.ended_at IS NULL
                 ORDER BY c.is_preferred DESC, c.id LIMIT 1), '')
FROM top LEFT JOIN customers_party kept ON kept.tenant_id = %s AND kept.id = top.kept_id
ORDER BY top.is_exact DESC, top.place, length(top.key), top.label, top.subject
"""
_ROWS_PER_PROBE = 3  # times the limit: one party has several keys that begin alike


@dataclass(frozen=True, slots=True)
class PartyHit:
    """Somebody who was found, and by what: ``label`` is the key as a person reads it.

    A vehicle or a document that belongs to nobody yet has no ``party_id``.
    """

    party_id: UUID | None
    name: str
    kind: str
    found_by: str
    label: str
    subject_kind: str
    subject: UUID
    phone: str  # masked


def find(by: Actor, text: str, limit: int = 20) -> tuple[PartyHit, ...]:
    """Who it may be that somebody typed about: name, pinyin, initials, or the end of a number.

    Exact matches first; files that were merged are answered by the one that they lead to.
    """
    probes = rules.probes(text)
    if not probes:
        return ()
    tenant = by.tenant_id
    values = (
        [probe.kind for probe in probes],
        [probe.begins for probe in probes],
        [probe.begins + _LAST for probe in probes],
        tenant,
        limit * _ROWS_PER_PROBE,
        tenant,
        limit,
        tenant,
        tenant,
    )
    with prepared() as cursor:
        cursor.execute(_FIND, values)
        rows = cursor.fetchall()
    return tuple(_hit(row) for row in rows)


def _hit(row: tuple[UUID | None, str, str, str, str, str, UUID, str]) -> PartyHit:
    party_id, name, kind, found_by, label, subject_kind, subject, phone = row
    masked = rules.masked_phone(phone) if phone else ""
    return PartyHit(party_id, name, kind, found_by, label, subject_kind, subject, masked)


# The same phone, the same name, or a name that sounds the same.
_ALIKE = """
WITH alike AS (
    SELECT c.party_id, 1 AS place FROM customers_contactpoint c
    WHERE c.tenant_id = %s AND c.kind = 'phone' AND c.value = %s AND c.ended_at IS NULL
    UNION ALL
    (SELECT k.party_id, 2 FROM customers_searchkey k
     WHERE k.tenant_id = %s AND k.kind = 'phone' AND k.key >= %s AND k.key < %s AND %s <> ''
     ORDER BY k.key LIMIT 20)
    UNION ALL
    (SELECT k.party_id, 3 FROM customers_searchkey k
     WHERE k.tenant_id = %s AND k.kind = 'name' AND k.key = %s LIMIT 20)
    UNION ALL
    (SELECT k.party_id, 4 FROM customers_searchkey k
     WHERE k.tenant_id = %s AND k.kind = 'pinyin' AND k.key = %s LIMIT 20)
), best AS (
    SELECT coalesce(p.merged_into_id, p.id) AS kept_id, min(alike.place) AS place
    FROM alike JOIN customers_party p ON p.tenant_id = %s AND p.id = alike.party_id
    GROUP BY 1 ORDER BY 2, 1 LIMIT %s
)
SELECT p.id, p.name, p.kind, best.place,
       coalesce((SELECT c.value FROM customers_contactpoint c
                 WHERE c.tenant_id = %s AND c.party_id = p.id AND c.kind = 'phone'
                   AND c.ended_at IS NULL
                 ORDER BY c.is_preferred DESC, c.id LIMIT 1), '')
FROM best JOIN customers_party p ON p.tenant_id = %s AND p.id = best.kept_id
ORDER BY best.place, p.name, p.id
"""
_WHY = {1: "phone", 2: "phone_tail", 3: "name", 4: "sound"}
_TAIL_DIGITS = 7  # so many typed digits of a phone are worth a look


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A file that may be the same party; ``why`` is phone, phone_tail, name or sound."""

    party_id: UUID
    name: str
    kind: str
    why: str
    phone: str  # masked


def lookalikes(
    by: Actor, *, name: str = "", phone: str = "", limit: int = 5
) -> tuple[Lookalike, ...]:
    """Files that may be the same party, while it is being typed: one statement."""
    number = rules.phone_e164(phone) or ""
    digits = rules.plain(phone).lstrip("+")
    tail = digits[::-1] if len(digits) >= _TAIL_DIGITS and digits.isdecimal() else ""
    whole = rules.plain(name)
    sound = rules.spell(name, is_person=True)[0] if whole else ""
    if not (number or tail or whole):
        return ()
    tenant = by.tenant_id
    values = (
        *(tenant, number, tenant, tail, tail + _LAST, tail),
        *(tenant, whole, tenant, sound, tenant, limit, tenant, tenant),
    )
    with prepared() as cursor:
        cursor.execute(_ALIKE, values)
        rows = cursor.fetchall()
    return tuple(
        Lookalike(party_id, found, kind, _WHY[place], rules.masked_phone(value) if value else "")
        for party_id, found, kind, place, value in rows
    )
