"""What people do to price lists: draft a version, write prices, put it in force from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forecourt.catalog.facts import (
    PriceListDrafted,
    PriceListPublished,
    PriceListWithdrawn,
    PricesChanged,
)
from forecourt.catalog.models import PriceKind, PriceList, PriceListRow, PriceListState
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, refused_by
from forecourt.store import queries as store_queries


class ListIsClosed(Refused):
    code = "list-is-closed"

    def __init__(self, price_list: PriceList) -> None:
        sentence = _("“%(list)s” is published and never changes. Draft a new version instead.")
        super().__init__(sentence % {"list": str(price_list)})


class BeginsTooEarly(Refused):
    code = "begins-too-early"


class SameDayTaken(Refused):
    code = "same-day-taken"


@transaction.atomic
def draft_price_list(
    *, kind: PriceKind, name: str, valid_from: date, by: Actor, at: datetime
) -> PriceList:
    """Begin a new version of a kind of prices; it starts with the prices now in force.

    Raises:
        SameDayTaken: somebody drafted a version at the same moment.
    """
    known = PriceList.objects.seen_by(by).filter(kind=kind)
    version = (known.aggregate(last=Max("version"))["last"] or 0) + 1
    faster = SameDayTaken(
        _("Somebody else just drafted a version. Reload and go on with that one.")
    )
    with refused_by({"catalog_pricelist_one_per_version": faster}):
        draft = PriceList.draft(kind, name, version=version, valid_from=valid_from, at=at)
    source = PriceList.objects.seen_by(by).in_force(kind, on=valid_from).first()
    if source:
        old = PriceListRow.objects.seen_by(by).filter(price_list=source)
        PriceListRow.put(draft, dict(old.values_list("code", "price_fen")))
    fact = PriceListDrafted(price_list_id=draft.pk, list_kind=kind, version=version)
    record(fact, by=by, at=at)
    return draft


@transaction.atomic
def set_price(*, price_list_id: UUID, code: str, price_fen: int, by: Actor, at: datetime) -> None:
    """Write one price into a draft.

    Raises:
        Missing: this dealer group has no such list.
        ListIsClosed: the list is published or withdrawn.
    """
    draft = _draft(price_list_id, by)
    old = PriceListRow.objects.seen_by(by).filter(price_list=draft, code=code).first()
    PriceListRow.put(draft, {code: price_fen})
    fact = PricesChanged(
        price_list_id=draft.pk,
        count=1,
        code=code,
        was_fen=old.price_fen if old else None,
        price_fen=price_fen,
    )
    record(fact, by=by, at=at)


@transaction.atomic
def set_prices(
    *, price_list_id: UUID, prices_fen: Mapping[str, int], by: Actor, at: datetime
) -> int:
    """Write many prices into a draft, as an import does; answers how many.

    Raises:
        Missing: this dealer group has no such list.
        ListIsClosed: the list is published or withdrawn.
    """
    draft = _draft(price_list_id, by)
    count = PriceListRow.put(draft, prices_fen)
    record(PricesChanged(price_list_id=draft.pk, count=count), by=by, at=at)
    return count


@transaction.atomic
def drop_price(*, price_list_id: UUID, code: str, by: Actor, at: datetime) -> None:
    """Take a code out of a draft; an older list that names it prices it again.

    Raises:
        Missing: there is no such list, or it does not name the code.
        ListIsClosed: the list is published or withdrawn.
    """
    draft = _draft(price_list_id, by)
    old = PriceListRow.objects.seen_by(by).filter(price_list=draft, code=code).first()
    if old is None:
        raise Missing(_("This record does not exist."))
    PriceListRow.drop(draft, code)
    fact = PricesChanged(price_list_id=draft.pk, count=0, code=code, was_fen=old.price_fen)
    record(fact, by=by, at=at)


@transaction.atomic
def publish_price_list(*, price_list_id: UUID, by: Actor, at: datetime) -> PriceList:
    """Put a draft in force from its day on; quotations that were given keep their prices.

    Raises:
        Missing: this dealer group has no such list.
        IllegalMove: it is published already, or withdrawn.
        BeginsTooEarly: its first day is sooner than the notice that the store wants.
        SameDayTaken: another list of this kind begins on that day.
    """
    price_list = locked(PriceList.objects.seen_by(by), price_list_id)
    today = at.astimezone(store_queries.store(by).zone).date()
    notice = store_queries.rule(by, "catalog.price_list_notice_days", on=today)
    is_first = not PriceList.objects.seen_by(by).in_force(price_list.kind, on=today).exists()
    if not is_first and (price_list.valid_from - today).days < notice:
        sentence = _("A new price list begins at the earliest on day %(days)s from today.")
        raise BeginsTooEarly(sentence % {"days": notice})
    taken = SameDayTaken(_("Another list of this kind begins on that day. Choose another day."))
    with refused_by({"catalog_pricelist_one_begins_on_a_day": taken}):
        price_list.publish(at=at)
    fact = PriceListPublished(
        price_list_id=price_list.pk,
        list_kind=price_list.kind,
        version=price_list.version,
        valid_from=price_list.valid_from,
    )
    record(fact, by=by, at=at)
    return price_list


@transaction.atomic
def withdraw_price_list(*, price_list_id: UUID, by: Actor, at: datetime) -> PriceList:
    """Drop a draft.

    Raises:
        Missing: this dealer group has no such list.
        IllegalMove: it is published.
    """
    price_list = locked(PriceList.objects.seen_by(by), price_list_id)
    price_list.withdraw(at=at)
    record(PriceListWithdrawn(price_list_id=price_list.pk), by=by, at=at)
    return price_list


def _draft(price_list_id: UUID, by: Actor) -> PriceList:
    price_list = locked(PriceList.objects.seen_by(by), price_list_id)
    if price_list.state != PriceListState.DRAFT:
        raise ListIsClosed(price_list)
    return price_list
