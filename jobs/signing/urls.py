"""URLs of the signatures of a job, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.signing import views

urlpatterns = [
    path("signatures/<int:pk>/withdraw/", views.withdraw_signature, name="withdraw_signature"),
]
