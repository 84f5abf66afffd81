"""For statements of constant text that are asked all day: the server keeps them parsed and planned.

What is built for each request, or asked a few times a day, goes through ``connection.cursor()``.
"""

from __future__ import annotations

from typing import cast

from django.db import connection
from django.db.backends.utils import CursorWrapper

from forecourt.kernel.postgres.base import DatabaseWrapper


def prepared() -> CursorWrapper:
    """A cursor for such statements; use it in a ``with``."""
    return cast("DatabaseWrapper", connection).prepared_cursor()
