"""The addresses of this room."""

from django.urls import path

from forecourt.bridge.views import imports

app_name = "bridge"
urlpatterns = [
    path("imports/", imports.run_list, name="run_list"),
    path("imports/new/", imports.upload, name="upload"),
    path("imports/<uuid:run_id>/", imports.run, name="run"),
    path("imports/<uuid:run_id>/accept/", imports.accept, name="accept"),
    path("imports/<uuid:run_id>/name-header/", imports.name_header, name="name_header"),
    path("imports/<uuid:run_id>/retry/", imports.retry, name="retry"),
    path("imports/<uuid:run_id>/drop/", imports.drop, name="drop"),
    path("imports/<uuid:run_id>/problems/", imports.problems, name="problems"),
]
