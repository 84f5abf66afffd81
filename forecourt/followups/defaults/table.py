"""The follow-up rules F01 to F27 as they are shipped, in the order of their codes.

Source: docs/sources.md#follow-up-rules. What is marked as confirmed was published; the rest is
our own default. Loaded as dated rows; a store changes its rows, never this table.
"""

from __future__ import annotations

from forecourt.followups.defaults.after_sales import AFTER_SALES
from forecourt.followups.defaults.kinds import ShippedRule
from forecourt.followups.defaults.sales import SALES
from forecourt.followups.defaults.watch import WATCH

RULES: tuple[ShippedRule, ...] = tuple(
    sorted((*SALES, *AFTER_SALES, *WATCH), key=lambda rule: rule.code)
)
