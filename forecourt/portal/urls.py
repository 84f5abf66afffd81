"""The addresses of this room: the owner's under /my/, the practice outbox under /practice/."""

from django.urls import path

from forecourt.portal.views import entry, home, outbox

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("login/", entry.log_in, name="login"),
    path("login/code/", entry.code, name="code"),
    path("logout/", entry.log_out, name="logout"),
]
practice_patterns = [path("outbox/", outbox.outbox, name="outbox")]
