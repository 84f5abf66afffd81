"""What facts of this room begin with."""

from __future__ import annotations

from uuid import UUID

from forecourt.service.models import JobLine, RepairOrder


def about_order(order: RepairOrder) -> tuple[UUID, str, UUID, UUID, UUID | None]:
    """Order, number, car, customer, adviser."""
    return order.pk, order.number, order.vehicle_id, order.party_id, order.adviser_id


def about_line(
    order: RepairOrder, line: JobLine
) -> tuple[UUID, UUID, UUID, UUID, UUID | None, str, int, str, str]:
    """Order, line, car, customer, adviser, words, amount, who pays, how urgent."""
    return (
        order.pk,
        line.pk,
        order.vehicle_id,
        order.party_id,
        order.adviser_id,
        line.title,
        line.amount_fen,
        line.pay_type,
        line.grade,
    )
