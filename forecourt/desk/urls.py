"""The addresses of the desk."""

from django.urls import path

from forecourt.desk.views import home, maintenance, settings, trail

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/ring/", home.ring, name="ring"),
    path("desk/ring/<slug:station>/", home.infield, name="infield"),
    path("desk/plan/", home.plan, name="plan"),
    path("desk/attention/", home.attention, name="attention"),
    path("desk/status/", home.status, name="status"),
    path("desk/audit/<uuid:subject_id>/", trail.trail, name="trail"),
    path("desk/maintenance/", maintenance.maintenance, name="maintenance"),
    path("desk/maintenance/<str:key>/", maintenance.rule, name="rule"),
    path("desk/settings/", settings.settings, name="settings"),
    path("desk/settings/password/", settings.password, name="password"),
    path("desk/settings/sessions/end/", settings.session_end, name="session_end"),
]
