"""The kernel: tenancy, clock, actor, flow, refusals, journal, locking, money, numbering, http."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "forecourt.kernel"
    label = "kernel"
