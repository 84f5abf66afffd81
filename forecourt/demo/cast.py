"""Who works in the practice store: how many of each role, and the first of each by name."""

from __future__ import annotations

from typing import Final

from forecourt.store.roles import Role

PASSWORD: Final = "practice-store"  # noqa: S105 - printed at every start; practice only

# The reference store and its 256 people: docs/sources.md, anchor reference-store. The seven
# whose work it does not name are filed as visitors from the maker.
REFERENCE: Final[dict[Role, int]] = {
    Role.GENERAL_MANAGER: 1,
    Role.SALES_MANAGER: 4,
    Role.SHOWROOM_MANAGER: 2,
    Role.RECEPTIONIST: 6,
    Role.SALES_CONSULTANT: 40,
    Role.LEAD_AGENT: 8,
    Role.ALLOCATION_CLERK: 3,
    Role.DELIVERY_SPECIALIST: 6,
    Role.REGISTRATION_CLERK: 4,
    Role.INSURANCE_CLERK: 6,
    Role.FINANCE_CLERK: 4,
    Role.ACCESSORY_CLERK: 4,
    Role.APPRAISER: 4,
    Role.USED_CAR_SELLER: 4,
    Role.SERVICE_MANAGER: 3,
    Role.SERVICE_ADVISER: 12,
    Role.APPOINTMENT_CLERK: 4,
    Role.JOB_CONTROLLER: 3,
    Role.TECHNICIAN: 82,
    Role.TECHNICAL_ADVISER: 2,
    Role.QUALITY_INSPECTOR: 5,
    Role.WASHER: 8,
    Role.WARRANTY_CLERK: 3,
    Role.PARTS_MANAGER: 1,
    Role.PARTS_KEEPER: 10,
    Role.RELATION_MANAGER: 1,
    Role.RELATION_AGENT: 9,
    Role.CASHIER: 4,
    Role.ACCOUNTANT: 4,
    Role.SYSTEM_ADMINISTRATOR: 2,
    Role.FIELD_REPRESENTATIVE: 7,
}
SMALL: Final[dict[Role, int]] = dict.fromkeys(REFERENCE, 1) | {
    Role.SALES_CONSULTANT: 6,
    Role.SERVICE_ADVISER: 4,
    Role.TECHNICIAN: 14,
    Role.QUALITY_INSPECTOR: 2,
    Role.PARTS_KEEPER: 2,
    Role.RELATION_AGENT: 2,
    Role.LEAD_AGENT: 2,
    Role.CASHIER: 2,
}

# The same cast as in the tests, so that a screen and a test speak of the same people.
NAMES: Final[dict[Role, str]] = {
    Role.TECHNICIAN: "李伟",
    Role.SERVICE_ADVISER: "王芳",
    Role.JOB_CONTROLLER: "陈杰",
    Role.SALES_CONSULTANT: "周雯",
    Role.GENERAL_MANAGER: "韩磊",
    Role.SALES_MANAGER: "吕芳",
    Role.RECEPTIONIST: "苏敏",
    Role.CASHIER: "何静",
    Role.PARTS_KEEPER: "林涛",
    Role.QUALITY_INSPECTOR: "吴凯",
    Role.RELATION_AGENT: "邵琪",
    Role.APPOINTMENT_CLERK: "孟凡",
    Role.DELIVERY_SPECIALIST: "余建明",
    Role.ALLOCATION_CLERK: "方晴",
}


def login_name(role: Role, number: int) -> str:
    """``technician`` for the first, ``technician2`` for the second."""
    return role.value if number == 1 else f"{role.value}{number}"
