"""Loading the consent texts that Forecourt ships."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from forecourt.customers.defaults import SCENES
from forecourt.customers.models import ConsentText
from forecourt.kernel.actor import Actor


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> None:  # noqa: ARG001 - as every room loads its tables
    """Load the shipped consent texts that are not there yet; safe to repeat."""
    ConsentText.ship(
        {
            "purpose": scene.purpose,
            "version": 1,
            "valid_from": date(2000, 1, 1),
            "basis": scene.basis,
            "keep_days": scene.keep_days,
            "text_zh": scene.text_zh,
            "text_en": scene.text_en,
            "origin": "shipped",
        }
        for scene in SCENES
    )
