"""What each role may do before a sale; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_FLOOR = frozenset({Role.SALES_MANAGER, Role.SHOWROOM_MANAGER, Role.SALES_CONSULTANT})
_DESK = frozenset({Role.RECEPTIONIST, Role.LEAD_AGENT})
_READERS = frozenset({Role.RELATION_AGENT, Role.RELATION_MANAGER, Role.GENERAL_MANAGER})
# Rooms above move the opportunity along while these people do their own work.
_AFTER = frozenset(
    {
        Role.ACCOUNTANT,
        Role.ALLOCATION_CLERK,
        Role.CASHIER,
        Role.DELIVERY_SPECIALIST,
        Role.REGISTRATION_CLERK,
        Role.INSURANCE_CLERK,
        Role.FINANCE_CLERK,
        Role.ACCESSORY_CLERK,
    }
)

RIGHTS: dict[str, frozenset[Role]] = {
    "leads.view_visit": _FLOOR | _DESK | {Role.GENERAL_MANAGER},
    "leads.file_visit": _FLOOR | _DESK,
    "leads.view_lead": _FLOOR | _DESK | {Role.GENERAL_MANAGER},
    "leads.file_lead": _DESK | {Role.SALES_MANAGER, Role.SHOWROOM_MANAGER},
    "leads.assign_lead": frozenset({Role.LEAD_AGENT, Role.SALES_MANAGER, Role.SHOWROOM_MANAGER}),
    "leads.handle_lead": _FLOOR | {Role.LEAD_AGENT},
    "leads.view_opportunity": _FLOOR | _DESK | _READERS | {Role.ACCOUNTANT},
    # Whoever lacks this sees only the customers of their own, and the pool.
    "leads.view_every_opportunity": (_FLOOR - {Role.SALES_CONSULTANT}) | _DESK | _READERS | _AFTER,
    "leads.change_opportunity": _FLOOR | {Role.LEAD_AGENT},
    "leads.assign_opportunity": frozenset({Role.SALES_MANAGER, Role.SHOWROOM_MANAGER}),
    "leads.confirm_loss": frozenset({Role.SALES_MANAGER, Role.GENERAL_MANAGER}),
    "leads.claim_opportunity": frozenset({Role.SALES_CONSULTANT, Role.LEAD_AGENT}),
    "leads.view_test_drive": _FLOOR | _DESK | {Role.GENERAL_MANAGER},
    "leads.book_test_drive": _FLOOR | {Role.LEAD_AGENT},
    "leads.change_demo_car": frozenset({Role.SALES_MANAGER, Role.SHOWROOM_MANAGER}),
}
