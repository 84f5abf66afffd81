"""The addresses of this room: the owner's under /my/, the practice outbox under /practice/."""

from django.urls import path

from forecourt.portal.views import booking, entry, home, me, orders, outbox

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("login/", entry.log_in, name="login"),
    path("login/code/", entry.code, name="code"),
    path("logout/", entry.log_out, name="logout"),
    path("cars/<uuid:vehicle_id>/visit/", home.visit, name="visit"),
    path("cars/<uuid:vehicle_id>/visits/", home.visits, name="visits"),
    path("photos/<uuid:photo_id>/", home.picture, name="photo"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/answer/", orders.answer, name="order_answer"),
    path("book/", booking.book, name="book"),
    path("book/take/", booking.take, name="book_take"),
    path("appointments/<uuid:appointment_id>/confirm/", booking.confirm, name="book_confirm"),
    path("appointments/<uuid:appointment_id>/cancel/", booking.cancel, name="book_cancel"),
    path("diary/", me.diary, name="diary"),
    path("diary/note/", me.note, name="diary_note"),
    path("me/", me.me, name="me"),
    path("me/consent/", me.consent, name="me_consent"),
]
practice_patterns = [path("outbox/", outbox.outbox, name="outbox")]
