"""What this room ships: the numbers of the engine, and the follow-up rules with their texts."""

from forecourt.followups.defaults.kinds import Rung, ShippedRule, Step
from forecourt.followups.defaults.numbers import DEFAULTS
from forecourt.followups.defaults.table import RULES

__all__ = ["DEFAULTS", "RULES", "Rung", "ShippedRule", "Step"]
