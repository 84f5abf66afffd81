"""Flows: a move is allowed when the map has the arrow, else refused in words."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices

from forecourt.kernel.flow import Flow, IllegalMove


class Light(TextChoices):
    RED = "red", "Red"
    GREEN = "green", "Green"


LIGHTS: Flow[Light] = Flow({Light.RED: {Light.GREEN}, Light.GREEN: set()})


def test_an_arrow_lets_the_move_pass() -> None:
    LIGHTS.check(Light.RED, Light.GREEN)


def test_a_missing_arrow_is_refused_with_both_names() -> None:
    with pytest.raises(IllegalMove, match="This is “Green”; it cannot become “Red”"):
        LIGHTS.check(Light.GREEN, Light.RED)
