"""What each role may do between quotation and delivery; changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

_SELLERS = frozenset({Role.SALES_CONSULTANT, Role.SALES_MANAGER, Role.SHOWROOM_MANAGER})
_CLERKS = frozenset(
    {
        Role.REGISTRATION_CLERK,
        Role.INSURANCE_CLERK,
        Role.FINANCE_CLERK,
        Role.ACCESSORY_CLERK,
    }
)
_HANDS = frozenset({Role.ALLOCATION_CLERK, Role.DELIVERY_SPECIALIST, Role.CASHIER, Role.ACCOUNTANT})
_READERS = frozenset({Role.GENERAL_MANAGER, Role.RELATION_AGENT, Role.RELATION_MANAGER})

RIGHTS: dict[str, frozenset[Role]] = {
    "sales.view_quotation": _SELLERS | {Role.GENERAL_MANAGER, Role.RELATION_AGENT, Role.ACCOUNTANT},
    "sales.change_quotation": _SELLERS,
    "sales.approve_discount": frozenset({Role.SALES_MANAGER, Role.GENERAL_MANAGER}),
    "sales.view_order": _SELLERS | _CLERKS | _HANDS | _READERS,
    # Whoever lacks this sees only the orders of their own.
    "sales.view_every_order": (_SELLERS - {Role.SALES_CONSULTANT}) | _CLERKS | _HANDS | _READERS,
    "sales.change_order": _SELLERS,
    "sales.approve_order": frozenset({Role.SALES_MANAGER}),
    "sales.cancel_order": frozenset({Role.SALES_MANAGER, Role.GENERAL_MANAGER}),
    "sales.cancel_invoiced_order": frozenset({Role.GENERAL_MANAGER}),
    "sales.take_money": frozenset({Role.CASHIER}),
    "sales.record_invoice": frozenset({Role.ACCOUNTANT}),
    "sales.register_car": frozenset({Role.REGISTRATION_CLERK}),
    "sales.view_stock": _SELLERS
    | _HANDS
    | {Role.GENERAL_MANAGER, Role.QUALITY_INSPECTOR, Role.JOB_CONTROLLER},
    "sales.change_stock": frozenset({Role.ALLOCATION_CLERK, Role.SALES_MANAGER}),
    "sales.accept_stock": frozenset({Role.ALLOCATION_CLERK, Role.QUALITY_INSPECTOR}),
    "sales.view_cost": frozenset({Role.SALES_MANAGER, Role.ACCOUNTANT, Role.GENERAL_MANAGER}),
    "sales.add_cost": frozenset({Role.ACCOUNTANT}),
    "sales.allocate_vehicle": frozenset({Role.ALLOCATION_CLERK}),
    "sales.swap_vehicles": frozenset({Role.SALES_MANAGER}),  # the clerk asks for it
    "sales.view_pdi": frozenset(
        {
            Role.TECHNICIAN,
            Role.QUALITY_INSPECTOR,
            Role.JOB_CONTROLLER,
            Role.SERVICE_MANAGER,
            Role.ALLOCATION_CLERK,
            Role.DELIVERY_SPECIALIST,
            Role.SALES_MANAGER,
            Role.SALES_CONSULTANT,
            Role.GENERAL_MANAGER,
        }
    ),
    "sales.inspect_car": frozenset({Role.TECHNICIAN}),
    "sales.pass_car": frozenset({Role.QUALITY_INSPECTOR}),
    "sales.order_side_service": _SELLERS | {Role.DELIVERY_SPECIALIST},
    "sales.do_side_service": _CLERKS,
    "sales.view_delivery": _SELLERS | _CLERKS | _HANDS | _READERS | {Role.RECEPTIONIST},
    "sales.deliver_car": frozenset({Role.DELIVERY_SPECIALIST}),
    "sales.let_car_out": frozenset({Role.RECEPTIONIST, Role.DELIVERY_SPECIALIST}),
    "sales.give_thanks": _SELLERS | {Role.DELIVERY_SPECIALIST, Role.RELATION_AGENT},
}
