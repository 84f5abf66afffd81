"""The addresses of the store's own screens."""

from django.urls import path

from forecourt.store.views import login

app_name = "store"
urlpatterns = [
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("choose-store/", login.choose_store, name="choose_store"),
    path("whoami/", login.whoami, name="whoami"),
]
