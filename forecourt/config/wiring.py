"""Which fact reaches which listener: the one place where a listener is hung up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forecourt.kernel.models import Entry

LISTENERS: Mapping[str, tuple[Callable[[Entry], None], ...]] = {}
