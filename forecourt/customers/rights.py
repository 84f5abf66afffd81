"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, Role

_SALES = frozenset(
    {
        Role.SALES_CONSULTANT,
        Role.SALES_MANAGER,
        Role.SHOWROOM_MANAGER,
        Role.LEAD_AGENT,
        Role.RECEPTIONIST,
        Role.DELIVERY_SPECIALIST,
        Role.INSURANCE_CLERK,
        Role.FINANCE_CLERK,
        Role.REGISTRATION_CLERK,
    }
)
_SERVICE = frozenset({Role.SERVICE_ADVISER, Role.SERVICE_MANAGER, Role.APPOINTMENT_CLERK})
_RELATION = frozenset({Role.RELATION_AGENT, Role.RELATION_MANAGER})
_BOSS = frozenset({Role.GENERAL_MANAGER})

RIGHTS: dict[str, frozenset[Role]] = {
    "customers.view_party": EVERYBODY - {Role.TECHNICIAN, Role.PARTS_KEEPER, Role.WASHER},
    "customers.change_party": _SALES | _SERVICE | _RELATION,
    # Consultants change their own customers and those that are nobody's; these change all.
    "customers.change_any_party": (_SALES | _SERVICE | _RELATION) - {Role.SALES_CONSULTANT},
    "customers.merge_party": _RELATION | {Role.SALES_MANAGER, Role.SERVICE_MANAGER},
    "customers.reveal_contact": _SALES | _SERVICE | _RELATION | _BOSS | {Role.ACCOUNTANT},
    "customers.view_consent": _SALES | _SERVICE | _RELATION | _BOSS,
    "customers.change_consent": _SALES | _SERVICE | _RELATION,
    "customers.view_message": _RELATION | _SERVICE | _BOSS | {Role.SYSTEM_ADMINISTRATOR},
    "customers.change_message": _RELATION | {Role.SYSTEM_ADMINISTRATOR},
}
