"""The addresses of this room."""

from django.urls import path

from forecourt.parts.views import master, needs, orders, receipts

app_name = "parts"
urlpatterns = [
    path("", master.part_list, name="part_list"),
    path("new/", master.part_new, name="part_new"),
    path("options/", master.part_options, name="part_options"),
    path("<uuid:part_id>/", master.part, name="part"),
    path("<uuid:part_id>/change/", master.part_change, name="part_change"),
    path("<uuid:part_id>/bin/", master.part_bin, name="part_bin"),
    path("picking/", needs.picking, name="picking"),
    path("picking/pick/", needs.pick, name="pick"),
    path("picking/issue/", needs.issue, name="issue"),
    path("missing/", needs.missing, name="missing"),
    path("missing/order/", needs.order_missing, name="order_missing"),
    path("issued/", needs.issued, name="issued"),
    path("requests/<uuid:request_id>/return/", needs.give_back, name="request_return"),
    path("slips/<uuid:slip_id>/", needs.slip, name="slip"),
    path("receipts/", receipts.receipt_list, name="receipt_list"),
    path("receipts/new/", receipts.receipt_new, name="receipt_new"),
    path("receipts/<uuid:goods_receipt_id>/", receipts.receipt, name="receipt"),
    path("receipts/<uuid:goods_receipt_id>/add/", receipts.add, name="receipt_add"),
    path(
        "receipts/<uuid:goods_receipt_id>/lines/<uuid:goods_line_id>/drop/",
        receipts.drop,
        name="receipt_drop",
    ),
    path("receipts/<uuid:goods_receipt_id>/post/", receipts.post, name="receipt_post"),
    path("orders/", orders.order_list, name="order_list"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/<uuid:part_order_id>/", orders.order, name="order"),
    path("orders/<uuid:part_order_id>/send/", orders.send, name="order_send"),
    path("orders/<uuid:part_order_id>/move/", orders.move, name="order_move"),
    path("orders/<uuid:part_order_id>/receive/", orders.receive, name="order_receive"),
]
