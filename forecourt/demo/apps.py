"""The practice store: demo, test load and practice mode in one."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "forecourt.demo"
    label = "demo"
