"""The door to the history of a job.

Each address stands under ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.history import views

urlpatterns = [
    path("history/", views.history, name="history"),
]
