"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, MANAGERS, Role

_CALLERS = frozenset(
    {
        Role.RECEPTIONIST,
        Role.SALES_CONSULTANT,
        Role.LEAD_AGENT,
        Role.INSURANCE_CLERK,
        Role.SERVICE_ADVISER,
        Role.APPOINTMENT_CLERK,
        Role.RELATION_AGENT,
        Role.DELIVERY_SPECIALIST,
        Role.PARTS_KEEPER,
        Role.JOB_CONTROLLER,
    }
)

RIGHTS: dict[str, frozenset[Role]] = {
    "followups.view_task": _CALLERS | MANAGERS,
    "followups.work_task": _CALLERS | MANAGERS,
    # Whoever lacks this sees only the tasks of their own and those that wait for their role.
    "followups.view_every_task": MANAGERS,
    "followups.hand_over_task": MANAGERS,
    "followups.view_compliance": MANAGERS,
    "followups.view_rule": EVERYBODY
    - {Role.CASHIER, Role.ACCOUNTANT, Role.WASHER, Role.FIELD_REPRESENTATIVE},
    "followups.change_rule": frozenset(
        {Role.RELATION_AGENT, Role.RELATION_MANAGER, Role.SALES_MANAGER, Role.GENERAL_MANAGER}
    ),
    "followups.approve_rule": frozenset(
        {Role.SALES_MANAGER, Role.RELATION_MANAGER, Role.GENERAL_MANAGER}
    ),
}
