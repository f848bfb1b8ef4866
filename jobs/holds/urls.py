"""URLs to hold, cancel and reopen a job, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.holds import views

urlpatterns = [
    path("hold/", views.hold, name="hold"),
    path("resume/", views.resume, name="resume"),
    path("cancel/", views.cancel, name="cancel"),
    path("reopen/", views.reopen, name="reopen"),
]
