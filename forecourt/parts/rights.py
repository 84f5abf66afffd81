"""What each role may do in the store room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_KEEPERS = frozenset({Role.PARTS_KEEPER, Role.PARTS_MANAGER})
_READERS = _KEEPERS | {
    Role.SERVICE_ADVISER,
    Role.SERVICE_MANAGER,
    Role.APPOINTMENT_CLERK,
    Role.JOB_CONTROLLER,
    Role.TECHNICIAN,
    Role.TECHNICAL_ADVISER,
    Role.WARRANTY_CLERK,
    Role.ACCESSORY_CLERK,
    Role.ACCOUNTANT,
    Role.GENERAL_MANAGER,
}

RIGHTS: dict[str, frozenset[Role]] = {
    "parts.view_part": _READERS,
    "parts.view_cost": _KEEPERS | {Role.ACCOUNTANT, Role.GENERAL_MANAGER},
    "parts.change_part": frozenset({Role.PARTS_MANAGER}),
    "parts.issue_part": _KEEPERS,
    "parts.receive_goods": _KEEPERS,
    "parts.propose_order": _KEEPERS,
    "parts.send_order": frozenset({Role.PARTS_MANAGER}),
}
