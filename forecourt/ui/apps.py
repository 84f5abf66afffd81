"""The page: frame, shared fragments, tags, colors, keyboard."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "forecourt.ui"
    label = "ui"
