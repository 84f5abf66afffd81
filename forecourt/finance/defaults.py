"""Numbers that the cashier's desk works by."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (Default("finance.refund_alone_up_to_yuan", 200, "yuan"),)
