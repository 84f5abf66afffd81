"""Numbers of the mileage forecast that this room ships."""

from __future__ import annotations

from forecourt.store.defaults import Default

_SOURCE = "docs/sources.md#mileage-prior"
DEFAULTS = (
    Default("vehicles.prior_km_per_day", 40, "km/day", _SOURCE),
    Default("vehicles.prior_least_cars", 30, "car"),
    Default("vehicles.forecast_prior_days", 90, "day"),
    Default("vehicles.forecast_window_days", 730, "day"),
    Default("vehicles.forecast_half_life_days", 365, "day"),
    Default("vehicles.least_km_per_day", 3, "km/day"),
    Default("vehicles.most_km_per_day", 300, "km/day"),
    Default("vehicles.owner_most_km_per_day", 1000, "km/day"),
    Default("vehicles.owner_log_percent", 80, "percent"),
    Default("vehicles.phone_percent", 50, "percent"),
    Default("vehicles.window_percent", 25, "percent"),
    Default("vehicles.window_least_days", 7, "day"),
    Default("vehicles.early_service_km", 1000, "km"),
    Default("vehicles.early_service_days", 30, "day"),
)
