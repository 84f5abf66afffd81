"""Parts: master, bins, reservations, issues, receipts."""

from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "forecourt.parts"
    label = "parts"
