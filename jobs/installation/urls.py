"""URLs of a job's circuit, adapter, dig tickets and test, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.installation.views import adapter, record

urlpatterns = [
    path("installation/", record.installation, name="installation"),
    path("installation/next/", record.next_on_installation, name="next_on_installation"),
    path("installation/record/", record.record_installation, name="record_installation"),
    path("installation/finish/", record.finish_installation, name="finish_installation"),
    path("installation/made-safe/", record.record_made_safe, name="record_made_safe"),
    path("installation/test/", record.record_test, name="record_test"),
    path("installation/commission/", record.commission, name="commission"),
    path("adapter/order/", adapter.order_adapter, name="order_adapter"),
    path("adapter/received/", adapter.receive_adapter, name="receive_adapter"),
    path("adapter/title/", adapter.pass_title, name="pass_title"),
    path("adapter/serial/", adapter.correct_adapter_serial, name="correct_adapter_serial"),
    path("adapter/retire/", adapter.retire_adapter, name="retire_adapter"),
    path("dig/", adapter.record_dig_ticket, name="record_dig_ticket"),
    path("dig/<int:pk>/answers/", adapter.dig_answers, name="dig_answers"),
    path("dig/<int:pk>/close/", adapter.close_dig_ticket, name="close_dig_ticket"),
]
