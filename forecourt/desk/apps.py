"""The desk: main window, home, customer view, search, data."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "forecourt.desk"
    label = "desk"
