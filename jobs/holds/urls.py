"""URLs to hold, cancel and reopen a job, under ``/jobs/<job number>/``."""

from __future__ import annotations

from django.urls import path

from jobs.holds import views

urlpatterns = [
    path("hold/", views.hold, name="hold"),
    path("resume/", views.resume, name="resume"),
    path("cancel/", views.cancel, name="cancel"),
    path("cancelled/homeowner/", views.tell_homeowner, name="tell_homeowner"),
    path("cancelled/technicians/", views.tell_technicians, name="tell_technicians"),
    path("reopen/", views.reopen, name="reopen"),
]
