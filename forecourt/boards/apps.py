"""Boards: lounge and wall, on paired devices."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "forecourt.boards"
    label = "boards"
