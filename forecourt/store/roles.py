"""The roles of a store, by the names that the trade gives them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    GENERAL_MANAGER = "general_manager", _("General manager")
    SALES_MANAGER = "sales_manager", _("Sales manager")
    SHOWROOM_MANAGER = "showroom_manager", _("Showroom manager")
    RECEPTIONIST = "receptionist", _("Receptionist")
    SALES_CONSULTANT = "sales_consultant", _("Sales consultant")
    LEAD_AGENT = "lead_agent", _("Lead agent")
    ALLOCATION_CLERK = "allocation_clerk", _("Allocation clerk")
    DELIVERY_SPECIALIST = "delivery_specialist", _("Delivery specialist")
    REGISTRATION_CLERK = "registration_clerk", _("Registration clerk")
    INSURANCE_CLERK = "insurance_clerk", _("Insurance clerk")
    FINANCE_CLERK = "finance_clerk", _("Finance clerk")
    ACCESSORY_CLERK = "accessory_clerk", _("Accessory clerk")
    APPRAISER = "appraiser", _("Appraiser")
    USED_CAR_SELLER = "used_car_seller", _("Used-car seller")
    SERVICE_MANAGER = "service_manager", _("Service manager")
    SERVICE_ADVISER = "service_adviser", _("Service adviser")
    APPOINTMENT_CLERK = "appointment_clerk", _("Appointment clerk")
    JOB_CONTROLLER = "job_controller", _("Job controller")
    TECHNICIAN = "technician", _("Technician")
    TECHNICAL_ADVISER = "technical_adviser", _("Technical adviser")
    QUALITY_INSPECTOR = "quality_inspector", _("Quality inspector")
    WASHER = "washer", _("Washer")
    WARRANTY_CLERK = "warranty_clerk", _("Warranty clerk")
    PARTS_MANAGER = "parts_manager", _("Parts manager")
    PARTS_KEEPER = "parts_keeper", _("Parts keeper")
    RELATION_AGENT = "relation_agent", _("Relation agent")
    RELATION_MANAGER = "relation_manager", _("Relation manager")
    CASHIER = "cashier", _("Cashier")
    ACCOUNTANT = "accountant", _("Accountant")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    FIELD_REPRESENTATIVE = "field_representative", _("Field representative")
    OWNER = "owner", _("Owner")
    DEVICE = "device", _("Device")


EVERYBODY = frozenset(role for role in Role if role not in {Role.OWNER, Role.DEVICE})
MANAGERS = frozenset(
    {
        Role.GENERAL_MANAGER,
        Role.SALES_MANAGER,
        Role.SHOWROOM_MANAGER,
        Role.SERVICE_MANAGER,
        Role.PARTS_MANAGER,
        Role.RELATION_MANAGER,
    }
)
