"""The nouns of this room."""

from forecourt.catalog.models.labour import (
    BayKind,
    LabourOperation,
    MenuLine,
    MenuLineKind,
    ServiceMenu,
    SkillCode,
)
from forecourt.catalog.models.marque import Body, Marque, VehicleModel
from forecourt.catalog.models.option import Option, OptionGroup, OptionRule, OptionRuleKind
from forecourt.catalog.models.plan import (
    AppliesTo,
    MaintenancePlan,
    MaintenancePlanRow,
    PlanAction,
)
from forecourt.catalog.models.price_list import (
    PRICE_LIST_FLOW,
    PriceKind,
    PriceList,
    PriceListRow,
    PriceListState,
)
from forecourt.catalog.models.variant import Colour, ColourKind, Powertrain, VehicleVariant

__all__ = [
    "PRICE_LIST_FLOW",
    "AppliesTo",
    "BayKind",
    "Body",
    "Colour",
    "ColourKind",
    "LabourOperation",
    "MaintenancePlan",
    "MaintenancePlanRow",
    "Marque",
    "MenuLine",
    "MenuLineKind",
    "Option",
    "OptionGroup",
    "OptionRule",
    "OptionRuleKind",
    "PlanAction",
    "Powertrain",
    "PriceKind",
    "PriceList",
    "PriceListRow",
    "PriceListState",
    "ServiceMenu",
    "SkillCode",
    "VehicleModel",
    "VehicleVariant",
]
