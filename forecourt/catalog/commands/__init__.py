"""Every write of the catalogue."""

from forecourt.catalog.commands.loading import load_defaults
from forecourt.catalog.commands.prices import (
    BeginsTooEarly,
    ListIsClosed,
    SameDayTaken,
    draft_price_list,
    drop_price,
    publish_price_list,
    set_price,
    set_prices,
    withdraw_price_list,
)
from forecourt.catalog.commands.work import (
    CodeTaken,
    change_labour,
    change_menu,
    change_plan_row,
    file_labour,
    ship_labour,
    withdraw_labour,
)

__all__ = [
    "BeginsTooEarly",
    "CodeTaken",
    "ListIsClosed",
    "SameDayTaken",
    "change_labour",
    "change_menu",
    "change_plan_row",
    "draft_price_list",
    "drop_price",
    "file_labour",
    "load_defaults",
    "publish_price_list",
    "set_price",
    "set_prices",
    "ship_labour",
    "withdraw_labour",
    "withdraw_price_list",
]
