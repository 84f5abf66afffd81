"""The addresses of this room."""

from django.urls import path

from forecourt.vehicles.views import changes, vehicles

app_name = "vehicles"
urlpatterns = [
    path("", vehicles.page, name="vehicles"),
    path("find/", vehicles.find, name="find"),
    path("vin/", vehicles.vin, name="vin"),
    path("new/", vehicles.new, name="vehicle_new"),
    path("register/", vehicles.register, name="vehicle_register"),
    path("of/<uuid:party_id>/", vehicles.of_party, name="party_vehicles"),
    path("<uuid:vehicle_id>/", vehicles.card, name="vehicle"),
    path("<uuid:vehicle_id>/change/", changes.change, name="vehicle_change"),
    path("<uuid:vehicle_id>/plate/", changes.plate, name="plate_put"),
    path("<uuid:vehicle_id>/plate/off/", changes.plate_off, name="plate_off"),
    path("<uuid:vehicle_id>/people/", changes.person, name="party_set"),
    path("<uuid:vehicle_id>/people/find/", changes.find_person, name="party_find"),
    path("people/<uuid:vehicle_party_id>/end/", changes.person_end, name="party_end"),
    path("<uuid:vehicle_id>/sold/", changes.sold, name="vehicle_sold_on"),
    path("<uuid:vehicle_id>/km/", changes.km, name="odometer_read"),
    path("<uuid:vehicle_id>/km/strike-out/", changes.strike_out, name="odometer_strike_out"),
]
