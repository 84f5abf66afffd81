"""The bridge: files and messages of other systems."""

from django.apps import AppConfig


class BridgeConfig(AppConfig):
    name = "forecourt.bridge"
    label = "bridge"
