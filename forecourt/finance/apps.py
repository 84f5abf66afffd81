"""Money: bills, payments, balances."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "forecourt.finance"
    label = "finance"
