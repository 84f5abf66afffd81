"""Addresses of the frame itself."""

from django.urls import path

from forecourt.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.style, name="style"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("density/", views.density, name="density"),
]
