"""The addresses of the store's own screens."""

from django.urls import path

from forecourt.store.views import devices, login

app_name = "store"
urlpatterns = [
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("choose-store/", login.choose_store, name="choose_store"),
    path("settings/devices/", devices.devices, name="devices"),
    path("settings/devices/pair/", devices.pair, name="device_pair"),
    path("settings/devices/<uuid:device_id>/revoke/", devices.revoke, name="device_revoke"),
    path("whoami/", login.whoami, name="whoami"),
]
