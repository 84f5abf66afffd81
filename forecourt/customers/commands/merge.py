"""Merging two files of one party, and taking that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import rules
from forecourt.customers.facts import PartyMerged, PartyMergeUndone
from forecourt.customers.models import OWN_FIELDS, MergeRecord, Party, PartyKind, SearchKey
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Refused

_IDENTITY: Final = frozenset({"identity_kind", "identity_mask", "identity_digest"})


class AlreadyMerged(Refused):
    code = "already-merged"


class NotAlike(Refused):
    code = "not-alike"


class CannotUndo(Refused):
    code = "cannot-undo"


@transaction.atomic
def merge_parties(
    *,
    kept_id: UUID,
    merged_id: UUID,
    take: Collection[str] = (),
    reason: str = "",
    by: Actor,
    at: datetime,
) -> MergeRecord:
    """Let one file lead to another of the same party.

    ``take`` names the fields whose value comes from the merged file; the others stay. Contacts,
    consents and cars are not moved: they are read through the pointer, which makes the undo exact.
    Both files are held in order of key, so that two merges that cross queue up.

    Raises:
        Missing: this dealer group lacks one of the files.
        NotAlike: it is one file, or a person and a company.
        AlreadyMerged: one of them was merged meanwhile.
    """
    if kept_id == merged_id:
        raise NotAlike(_("These are one and the same file."))
    files = {row.pk: row for row in locked_all(Party.objects.seen_by(by), {kept_id, merged_id})}
    kept, merged = files[kept_id], files[merged_id]
    if kept.merged_into_id or merged.merged_into_id:
        raise AlreadyMerged(_("Somebody merged one of these files already. Reload and look again."))
    if kept.kind != merged.kind:
        raise NotAlike(_("A person and a company are not merged. Tie them by a relation instead."))
    values = _taken(kept, merged, take)
    before = {name: _plain(getattr(kept, name)) for name in (*values, "changed_at")}
    if kept.change(values, at=at):
        SearchKey.write_own(kept)
    after = {name: _plain(getattr(kept, name)) for name in (*values, "changed_at")}
    followers = Party.objects.seen_by(by).filter(merged_into=merged)
    repointed = [str(pk) for pk in followers.order_by("pk").values_list("pk", flat=True)]
    followers.repoint(kept)
    merged.merge_into(kept)
    merge = MergeRecord.keep(
        kept,
        merged,
        before=before,
        after=after,
        repointed=repointed,
        reason=reason,
        by_key=by.key,
        at=at,
    )
    fact = PartyMerged(party_id=kept.pk, merged_id=merged.pk, merge_id=merge.pk)
    record(fact, by=by, at=at)
    return merge


@transaction.atomic
def undo_merge(*, merge_id: UUID, by: Actor, at: datetime) -> MergeRecord:
    """Take a merge back: both files are as they were, byte for byte.

    Raises:
        Missing: this dealer group has no such merge.
        CannotUndo: it was undone already, or a later merge or change stands on it.
    """
    known = MergeRecord.objects.seen_by(by).filter(pk=merge_id)
    pairs = list(known.values_list("kept_id", "merged_id"))
    files = locked_all(Party.objects.seen_by(by), set(pairs[0])) if pairs else []
    merge = locked(MergeRecord.objects.seen_by(by), merge_id)
    by_id = {row.pk: row for row in files}
    kept, merged = by_id[merge.kept_id], by_id[merge.merged_id]
    _check_undo(merge, kept)
    if any(merge.before[name] != merge.after[name] for name in merge.before):
        kept.restore(_restored(merge.before))
        SearchKey.write_own(kept)
    merged.stand_again()
    back = [UUID(pk) for pk in merge.repointed]
    Party.objects.seen_by(by).filter(pk__in=back, merged_into=kept).repoint(merged)
    merge.undo(by_key=by.key, at=at)
    fact = PartyMergeUndone(party_id=kept.pk, merged_id=merged.pk, merge_id=merge.pk)
    record(fact, by=by, at=at)
    return merge


def _check_undo(merge: MergeRecord, kept: Party) -> None:
    if merge.undone_at is not None:
        raise CannotUndo(_("This merge was undone already."))
    if kept.merged_into_id is not None:
        raise CannotUndo(_("The file was merged again later. Undo that merge first."))
    later = [
        name
        for name, was in merge.after.items()
        if name != "changed_at" and _plain(getattr(kept, name)) != was
    ]
    if later:
        sentence = _("Since the merge somebody changed %(fields)s. Correct the files by hand.")
        raise CannotUndo(sentence % {"fields": ", ".join(later)})


def _taken(kept: Party, merged: Party, take: Collection[str]) -> dict[str, Any]:  # Any: own fields
    wanted = set(take) & set(OWN_FIELDS)
    if wanted & _IDENTITY:
        wanted |= _IDENTITY
    values = {name: getattr(merged, name) for name in sorted(wanted)}
    if "name" in values:
        is_person = kept.kind == PartyKind.PERSON
        values["pinyin"], values["initials"] = rules.spell(values["name"], is_person=is_person)
    return values


def _plain(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _restored(before: Mapping[str, str | None]) -> dict[str, Any]:  # Any: fields of a party
    values: dict[str, Any] = dict(before)
    for name, text in before.items():
        if text is None:
            continue
        if name == "changed_at":
            values[name] = datetime.fromisoformat(text)
        elif name == "born_on":
            values[name] = date.fromisoformat(text)
        elif name.endswith("_id"):
            values[name] = UUID(text)
    return values
