"""Customers: persons, companies, how to reach them, what they agreed to."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "forecourt.customers"
    label = "customers"
