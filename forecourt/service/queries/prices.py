"""What a line would cost today."""

from __future__ import annotations

from datetime import date

from forecourt.catalog.queries import labour_prices_fen
from forecourt.kernel.actor import Actor
from forecourt.parts.models import Part
from forecourt.service.models import JobLine, LineKind


def price_today(by: Actor, line: JobLine, *, on: date) -> int:
    """The unit price in force on a day; where nothing prices it any more, the old one."""
    if line.kind == LineKind.PART and line.part_id:
        part = Part.objects.seen_by(by).filter(pk=line.part_id).first()
        return part.price_fen if part else line.unit_price_fen
    if line.kind == LineKind.LABOUR and line.code:
        found = labour_prices_fen(by, [line.code], on=on)
        return found.get(line.code, line.unit_price_fen)
    return line.unit_price_fen
