"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_ADVISERS = frozenset({Role.SERVICE_ADVISER, Role.SERVICE_MANAGER})
_CONTROL = frozenset({Role.JOB_CONTROLLER, Role.SERVICE_MANAGER})
_HANDS = frozenset({Role.TECHNICIAN, Role.TECHNICAL_ADVISER, Role.QUALITY_INSPECTOR, Role.WASHER})
_PARTS = frozenset({Role.PARTS_KEEPER, Role.PARTS_MANAGER})
_RELATION = frozenset({Role.RELATION_AGENT, Role.RELATION_MANAGER, Role.APPOINTMENT_CLERK})
_MONEY = frozenset({Role.CASHIER, Role.ACCOUNTANT})
_HEADS = frozenset({Role.GENERAL_MANAGER, Role.SALES_MANAGER})

_BOOKING = _ADVISERS | _RELATION | {Role.JOB_CONTROLLER, Role.RECEPTIONIST}

RIGHTS: dict[str, frozenset[Role]] = {
    "service.view_appointment": _BOOKING
    | _PARTS
    | _HEADS
    | {Role.TECHNICIAN, Role.TECHNICAL_ADVISER, Role.SALES_CONSULTANT},
    "service.book_appointment": _BOOKING,
    "service.receive_customer": _ADVISERS | {Role.RECEPTIONIST, Role.APPOINTMENT_CLERK},
    "service.prepare_appointment": _BOOKING | _PARTS,
    "service.view_order": _ADVISERS
    | _CONTROL
    | _HANDS
    | _PARTS
    | _RELATION
    | _MONEY
    | _HEADS
    | {Role.RECEPTIONIST, Role.SALES_CONSULTANT, Role.WARRANTY_CLERK},
    "service.open_order": _ADVISERS,
    "service.change_order": _ADVISERS,  # an adviser: own orders only
    "service.change_any_order": frozenset({Role.SERVICE_MANAGER}),
    "service.propose_line": _ADVISERS | {Role.TECHNICIAN, Role.TECHNICAL_ADVISER},
    "service.authorise_line": _ADVISERS | {Role.WARRANTY_CLERK},
    "service.dispatch_order": _CONTROL | {Role.SERVICE_ADVISER},
    "service.wash_car": _ADVISERS | {Role.WASHER},
    "service.view_settlement": _ADVISERS
    | _MONEY
    | {Role.RELATION_AGENT, Role.RELATION_MANAGER, Role.GENERAL_MANAGER},
    "service.prepare_settlement": _ADVISERS,
    "service.take_payment": _MONEY,
    "service.grant_credit": frozenset({Role.ACCOUNTANT}),
    "service.reverse_settlement": frozenset({Role.ACCOUNTANT}),
    "service.give_gate_pass": _MONEY | _ADVISERS,
    "service.open_gate": frozenset({Role.RECEPTIONIST, Role.CASHIER, Role.SERVICE_MANAGER}),
    "service.void_order": frozenset({Role.SERVICE_MANAGER}),
    "service.reopen_order": frozenset({Role.SERVICE_MANAGER}),
}
