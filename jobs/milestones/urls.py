"""URLs to undo a milestone and to record that the homeowner was told, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.milestones import views

urlpatterns = [
    path("undo/<slug:milestone>/", views.undo, name="undo"),
    path("charging/told/", views.homeowner_told, name="homeowner_told"),
]
