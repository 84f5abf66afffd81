"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_CONTROL = frozenset({Role.JOB_CONTROLLER, Role.SERVICE_MANAGER})
_HANDS = frozenset({Role.TECHNICIAN, Role.WASHER, Role.TECHNICAL_ADVISER})

RIGHTS: dict[str, frozenset[Role]] = {
    "workshop.view_job": _CONTROL
    | _HANDS
    | {
        Role.SERVICE_ADVISER,
        Role.APPOINTMENT_CLERK,
        Role.QUALITY_INSPECTOR,
        Role.PARTS_KEEPER,
        Role.PARTS_MANAGER,
        Role.RELATION_AGENT,
        Role.WARRANTY_CLERK,
        Role.GENERAL_MANAGER,
    },
    "workshop.plan_job": _CONTROL,
    "workshop.work_job": _CONTROL | _HANDS,  # a technician: own jobs only
    "workshop.check_job": frozenset({Role.QUALITY_INSPECTOR, Role.TECHNICAL_ADVISER}),
    "workshop.change_bay": _CONTROL,
    "workshop.change_skill": _CONTROL | {Role.TECHNICAL_ADVISER},
}
