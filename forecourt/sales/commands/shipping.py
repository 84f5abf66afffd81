"""Load the shipped tables into a dealer group, so that it can change them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from forecourt.kernel.actor import Actor
from forecourt.sales.defaults import DELIVERY_POINTS, PDI_POINTS, RATES
from forecourt.sales.models import CheckPoint, OnRoadRate


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> None:  # noqa: ARG001 - a command names its actor
    """On-road rates and both checklists; safe to run at every start."""
    OnRoadRate.ship(RATES)
    CheckPoint.ship("pdi", PDI_POINTS)
    CheckPoint.ship("delivery", DELIVERY_POINTS)
