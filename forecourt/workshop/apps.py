"""The workshop: bays, jobs, technicians, clocks."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "forecourt.workshop"
    label = "workshop"
