"""Vehicles: VIN, plates, owners over time, odometer."""

from django.apps import AppConfig


class VehiclesConfig(AppConfig):
    name = "forecourt.vehicles"
    label = "vehicles"
