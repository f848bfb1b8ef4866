"""URLs of the work contract, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.agreement import views

urlpatterns = [
    path("agreement/", views.agreement, name="agreement"),
    path("agreement/next/", views.next_on_agreement, name="next_on_agreement"),
    path("agreement/contract/", views.record_contract, name="record_contract"),
    path("agreement/deposit/", views.record_deposit, name="record_deposit"),
    path("agreement/change/", views.change_order, name="change_order"),
    path("agreement/undo/", views.undo_contract, name="undo_contract"),
]
