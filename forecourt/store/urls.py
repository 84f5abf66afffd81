"""The addresses of the store's own screens."""

from django.urls import path

from forecourt.store.views import devices, hours, login

app_name = "store"
urlpatterns = [
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("choose-store/", login.choose_store, name="choose_store"),
    path("settings/devices/", devices.devices, name="devices"),
    path("settings/devices/pair/", devices.pair, name="device_pair"),
    path("settings/devices/<uuid:device_id>/revoke/", devices.revoke, name="device_revoke"),
    path("settings/holidays/", hours.holidays, name="holidays"),
    path("settings/holidays/declare/", hours.declare, name="holiday_declare"),
    path("settings/holidays/<uuid:holiday_id>/drop/", hours.drop, name="holiday_drop"),
    path("settings/roster/", hours.roster, name="roster"),
    path("settings/roster/<uuid:staff_id>/", hours.work_week, name="work_week"),
    path("whoami/", login.whoami, name="whoami"),
]
