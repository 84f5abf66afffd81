"""The addresses of this room."""

from django.urls import path

from forecourt.finance.views import bill, receipt, till

app_name = "finance"
urlpatterns = [
    path("", till.till, name="till"),
    path("day-book/", till.day_book, name="day_book"),
    path("bills/<uuid:bill_id>/", bill.bill, name="bill"),
    path("bills/<uuid:bill_id>/pay/", bill.pay, name="bill_pay"),
    path("bills/<uuid:bill_id>/use-deposit/", bill.use_deposit, name="bill_use_deposit"),
    path("bills/<uuid:bill_id>/reverse/", bill.reverse, name="bill_reverse"),
    path("receipts/<uuid:receipt_id>/", receipt.paper, name="receipt_paper"),
    path("receipts/<uuid:receipt_id>/refund/", receipt.refund, name="receipt_refund"),
]
