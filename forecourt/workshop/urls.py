"""The addresses of this room."""

from django.urls import URLPattern

app_name = "workshop"
urlpatterns: list[URLPattern] = []
