"""The addresses of this room."""

from django.urls import path

from forecourt.service.views import (
    appointments,
    gate,
    lines,
    orders,
    papers,
    preparation,
    reception,
    settlements,
    signed,
    walk_around,
)

app_name = "service"
urlpatterns = [
    path("appointments/", appointments.day, name="appointments"),
    path("appointments/new/", appointments.new, name="appointment_new"),
    path("appointments/book/", appointments.book, name="appointment_book"),
    path("appointments/<uuid:appointment_id>/", appointments.card, name="appointment"),
    path(
        "appointments/<uuid:appointment_id>/confirm/",
        appointments.confirm,
        name="appointment_confirm",
    ),
    path(
        "appointments/<uuid:appointment_id>/change/", appointments.change, name="appointment_change"
    ),
    path(
        "appointments/<uuid:appointment_id>/cancel/", appointments.cancel, name="appointment_cancel"
    ),
    path(
        "appointments/<uuid:appointment_id>/no-show/",
        appointments.no_show,
        name="appointment_no_show",
    ),
    path("appointments/<uuid:appointment_id>/arrive/", reception.arrive, name="appointment_arrive"),
    path("preparation/", preparation.sheets, name="preparation"),
    path("preparation/<uuid:appointment_id>/tick/", preparation.tick, name="preparation_tick"),
    path("reception/", reception.arrivals, name="reception"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", reception.new, name="order_new"),
    path("orders/open/", reception.open_order, name="order_open"),
    path("orders/new/signed/", signed.new, name="order_signed_new"),
    path("orders/open/signed/", signed.open_signed, name="order_signed_open"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/change/", orders.change, name="order_change"),
    path("orders/<uuid:order_id>/concern/", orders.concern_add, name="concern_add"),
    path("concerns/<uuid:concern_id>/answer/", orders.concern_answer, name="concern_answer"),
    path("orders/<uuid:order_id>/promise/", orders.promise, name="order_promise"),
    path("orders/<uuid:order_id>/estimate/", orders.estimate, name="order_estimate"),
    path("orders/<uuid:order_id>/dispatch/", orders.dispatch, name="order_dispatch"),
    path("orders/<uuid:order_id>/wash/", orders.wash, name="order_wash"),
    path("orders/<uuid:order_id>/ready/", orders.ready, name="order_ready"),
    path("orders/<uuid:order_id>/void/", orders.void, name="order_void"),
    path("orders/<uuid:order_id>/reopen/", orders.reopen, name="order_reopen"),
    path("orders/<uuid:order_id>/photo/", orders.photo_keep, name="photo_keep"),
    path("orders/<uuid:order_id>/photos/<uuid:photo_id>.jpg", orders.photo, name="photo"),
    path("orders/<uuid:order_id>/authorise/", lines.authorise, name="order_authorise"),
    path("orders/<uuid:order_id>/lines/", lines.add, name="line_add"),
    path("orders/<uuid:order_id>/sublet/", lines.sublet, name="sublet_add"),
    path("orders/<uuid:order_id>/finding/", lines.finding, name="finding_propose"),
    path("orders/<uuid:order_id>/revive/<uuid:line_id>/", lines.revive, name="line_revive"),
    path("lines/<uuid:line_id>/", lines.ask, name="line"),
    path("lines/<uuid:line_id>/authorise/", lines.authorise_one, name="line_authorise"),
    path("lines/<uuid:line_id>/decline/", lines.decline, name="line_decline"),
    path("lines/<uuid:line_id>/defer/", lines.defer, name="line_defer"),
    path("lines/<uuid:line_id>/change/", lines.change, name="line_change"),
    path("lines/<uuid:line_id>/drop/", lines.drop, name="line_drop"),
    path("orders/<uuid:order_id>/walk-around/", walk_around.sheet, name="walk_around"),
    path("orders/<uuid:order_id>/walk-around/note/", walk_around.note, name="walk_around_note"),
    path("orders/<uuid:order_id>/walk-around/mark/", walk_around.mark, name="walk_around_mark"),
    path("marks/<uuid:mark_id>/remove/", walk_around.unmark, name="mark_remove"),
    path("orders/<uuid:order_id>/walk-around/sign/", walk_around.sign, name="walk_around_sign"),
    path(
        "orders/<uuid:order_id>/walk-around/refuse/", walk_around.refuse, name="walk_around_refuse"
    ),
    path(
        "orders/<uuid:order_id>/walk-around/signature.png",
        walk_around.signature,
        name="walk_around_signature",
    ),
    path("orders/<uuid:order_id>/settle/", settlements.prepare, name="settlement_prepare"),
    path("settlements/", settlements.settlements, name="settlements"),
    path("settlements/<uuid:settlement_id>/", settlements.card, name="settlement"),
    path(
        "settlements/<uuid:settlement_id>/explain/", settlements.explain, name="settlement_explain"
    ),
    path("settlements/<uuid:settlement_id>/pay/", settlements.pay, name="settlement_pay"),
    path("settlements/<uuid:settlement_id>/credit/", settlements.credit, name="settlement_credit"),
    path(
        "settlements/<uuid:settlement_id>/reverse/", settlements.reverse, name="settlement_reverse"
    ),
    path("orders/<uuid:order_id>/gate-pass/", gate.give, name="gate_pass_give"),
    path("gate/", gate.gate, name="gate"),
    path("gate/open/", gate.open_gate, name="gate_open"),
    path("gate-passes/<uuid:pass_id>/paper/", papers.gate_pass, name="gate_pass_paper"),
    path("orders/<uuid:order_id>/paper/", papers.order, name="order_paper"),
    path("settlements/<uuid:settlement_id>/paper/", papers.settlement, name="settlement_paper"),
]
