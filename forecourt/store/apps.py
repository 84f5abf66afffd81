"""The store: its people, roles, hours, and the numbers it works by."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "forecourt.store"
    label = "store"
