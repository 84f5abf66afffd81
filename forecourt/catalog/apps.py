"""The catalogue: models, grades, options, prices, labour, menus, maintenance plans."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "forecourt.catalog"
    label = "catalog"
