"""The addresses of the desk."""

from django.urls import path

from forecourt.desk.views import customer, home, maintenance, query, search, settings, trail

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/ring/", home.ring, name="ring"),
    path("desk/ring/<slug:station>/", home.infield, name="infield"),
    path("desk/plan/", home.plan, name="plan"),
    path("desk/attention/", home.attention, name="attention"),
    path("desk/status/", home.status, name="status"),
    path("desk/search/", search.search, name="search"),
    path("desk/customers/<uuid:party_id>/", customer.customer, name="customer"),
    path("desk/customers/<uuid:party_id>/log/", customer.contact_log, name="contact_log"),
    path("desk/audit/<uuid:subject_id>/", trail.trail, name="trail"),
    path("desk/audit/<uuid:subject_id>/read/", trail.trail_read, name="trail_read"),
    path("desk/maintenance/", maintenance.maintenance, name="maintenance"),
    path("desk/maintenance/<str:rule_key>/", maintenance.rule, name="rule"),
    path("desk/query/", query.query_start, name="query_start"),
    path("desk/query/<slug:subject>/", query.query, name="query"),
    path("desk/query/<slug:subject>/export/", query.query_export, name="query_export"),
    path("desk/query/<slug:subject>/save/", query.query_save, name="query_save"),
    path("desk/kept/<uuid:query_id>/drop/", query.query_drop, name="query_drop"),
    path("desk/settings/", settings.settings, name="settings"),
    path("desk/settings/password/", settings.password, name="password"),
    path("desk/settings/sessions/end/", settings.session_end, name="session_end"),
]
