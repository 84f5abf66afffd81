"""Every fact that a shipped rule waits for reaches the engine."""

from __future__ import annotations

from forecourt.config.wiring import LISTENERS
from forecourt.followups import handlers
from forecourt.followups.commands import HAND_OVERS
from forecourt.followups.defaults import RULES

NOT_OPEN_YET = ("care.", "warranty.")  # rooms that do not exist yet
OF_THE_CLOCK = {
    "followups.birthday",
    "followups.maintenance_due",
    "followups.no_visit",
    "followups.trade_up_due",
    "followups.warranty_ends",
}


def test_what_rules_wait_for_is_wired() -> None:
    kinds = {step.trigger for rule in RULES for step in rule.steps} | set(HAND_OVERS)
    for rule in RULES:
        ends = (*rule.voids, *rule.dones, *(k for step in rule.steps for k in step.voids))
        kinds |= {kind.partition("@")[0] for kind in ends}
    waited = {k for k in kinds - OF_THE_CLOCK if not k.startswith(NOT_OPEN_YET)}

    unheard = {kind for kind in waited if handlers.on_fact not in LISTENERS.get(kind, ())}

    assert unheard == set()
