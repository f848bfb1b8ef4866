"""The URL of a job's history, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.history import views

urlpatterns = [
    path("history/", views.history, name="history"),
]
