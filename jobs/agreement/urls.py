"""URLs of the work contract, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.agreement.views import change_orders, contract, payments

urlpatterns = [
    path("agreement/", contract.agreement, name="agreement"),
    path("agreement/next/", contract.next_on_agreement, name="next_on_agreement"),
    path("agreement/contract/", contract.record_contract, name="record_contract"),
    path("agreement/contract/send/", contract.send_contract, name="send_contract"),
    path("agreement/notices/", contract.hand_over_notices, name="hand_over_notices"),
    path("agreement/age/", contract.say_owners_age, name="say_owners_age"),
    path("agreement/deposit/", payments.record_deposit, name="record_deposit"),
    path("agreement/repayment/", payments.record_repayment, name="record_repayment"),
    path("agreement/payments/<int:pk>/undo/", payments.withdraw_payment, name="withdraw_payment"),
    path("agreement/change/", change_orders.change_order, name="change_order"),
    path("agreement/change/<int:pk>/signed/", change_orders.sign_change_order, name="sign_change_order"),
    path("agreement/change/<int:pk>/send/", change_orders.send_change_order, name="send_change_order"),
    path("agreement/change/<int:pk>/drop/", change_orders.drop_change_order, name="drop_change_order"),
    path("agreement/change/<int:pk>/undo/", change_orders.undo_change_order, name="undo_change_order"),
    path("agreement/undo/", contract.undo_contract, name="undo_contract"),
]
