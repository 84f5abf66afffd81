"""What people do to the part master and to the bins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, refused_by
from forecourt.parts.facts import PartChanged, PartFiled, PartMovedToBin
from forecourt.parts.models import Bin, OriginClass, Part, Stock


class PartNumberTaken(Refused):
    code = "part-number-taken"

    def __init__(self, number: str) -> None:
        sentence = _("Part number %(number)s is in the master already. Open that part instead.")
        super().__init__(sentence % {"number": number})


@transaction.atomic
def file_part(
    *,
    number: str,
    name: str,
    name_en: str = "",
    unit: str = "件",
    origin_class: str = OriginClass.ORIGINAL,
    producer: str = "",
    fits: str = "",
    price_fen: int = 0,
    by: Actor,
    at: datetime,
) -> Part:
    """Put a part into the master; prices in fen, tax included.

    Raises:
        PartNumberTaken: the dealer group has this number.
    """
    with refused_by({"parts_part_one_per_number": PartNumberTaken(number)}):
        part = Part.file(
            number=number,
            name=name,
            name_en=name_en,
            unit=unit,
            origin_class=origin_class,
            producer=producer,
            fits=fits,
            price_fen=price_fen,
        )
    record(PartFiled(part_id=part.pk, number=number), by=by, at=at)
    return part


@transaction.atomic
def change_part(
    *,
    part_id: UUID,
    name: str,
    name_en: str = "",
    unit: str = "件",
    origin_class: str = OriginClass.ORIGINAL,
    producer: str = "",
    fits: str = "",
    price_fen: int = 0,
    by: Actor,
    at: datetime,
) -> Part:
    """Correct a part of the master; its number stays.

    Raises:
        Missing: there is no such part.
    """
    part = locked(Part.objects.seen_by(by), part_id)
    before = part.price_fen
    part.change(
        name=name,
        name_en=name_en,
        unit=unit,
        origin_class=origin_class,
        producer=producer,
        fits=fits,
        price_fen=price_fen,
    )
    fact = PartChanged(part_id=part.pk, price_fen=price_fen, price_fen_before=before)
    record(fact, by=by, at=at)
    return part


@transaction.atomic
def put_in_bin(*, part_id: UUID, bin_code: str, by: Actor, at: datetime) -> Stock:
    """Give the part another home bin in this store; a bin that is not there is put up.

    Raises:
        Missing: there is no such part.
    """
    stock = Stock.objects.seen_by(by).held([part_id], store_id=by.store_id)[part_id]
    stock.bin = Bin.objects.seen_by(by).ensured(by.store_id, [bin_code])[bin_code]
    Stock.objects.seen_by(by).put_in_bins([stock])
    record(PartMovedToBin(part_id=part_id, bin_code=bin_code), by=by, at=at)
    return stock
