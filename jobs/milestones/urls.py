"""The URL to undo a milestone, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.milestones import views

urlpatterns = [
    path("undo/<slug:milestone>/", views.undo, name="undo"),
]
