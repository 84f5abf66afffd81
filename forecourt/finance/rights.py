"""What each role may do with money; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_TILL = frozenset({Role.CASHIER, Role.ACCOUNTANT})

RIGHTS: dict[str, frozenset[Role]] = {
    "finance.view_bill": _TILL
    | {
        Role.SERVICE_ADVISER,
        Role.SERVICE_MANAGER,
        Role.SALES_MANAGER,
        Role.RELATION_AGENT,
        Role.GENERAL_MANAGER,
    },
    "finance.view_day_book": _TILL | {Role.GENERAL_MANAGER},
    "finance.take_payment": _TILL,
    "finance.refund_receipt": frozenset({Role.ACCOUNTANT}),
    "finance.reverse_bill": frozenset({Role.ACCOUNTANT}),
}
