"""The URLs that staff use, room by room."""

from __future__ import annotations

from django.urls import include, path

app_name = "jobs"
OF_ONE_JOB = "jobs/<str:job_number>/"
urlpatterns = [
    path("", include("jobs.imports.urls")),
    path("", include("jobs.intake.urls")),
    path("", include("jobs.notices.urls")),
    path("", include("jobs.inbox.urls")),
    path("", include("jobs.glossary.urls")),
    path("", include("jobs.office.urls")),
    path("", include("jobs.today.urls")),
    path("", include("jobs.papers.urls")),
    path("", include("jobs.tablet.urls")),
    path("", include("jobs.brought_in.urls")),
    path("", include("jobs.put_aside.urls")),
    path(OF_ONE_JOB, include("jobs.agreement.urls")),
    path(OF_ONE_JOB, include("jobs.appointments.urls")),
    path(OF_ONE_JOB, include("jobs.closeout.urls")),
    path(OF_ONE_JOB, include("jobs.history.urls")),
    path(OF_ONE_JOB, include("jobs.holds.urls")),
    path(OF_ONE_JOB, include("jobs.homeowner.staff_urls")),
    path(OF_ONE_JOB, include("jobs.installation.urls")),
    path(OF_ONE_JOB, include("jobs.milestones.urls")),
    path(OF_ONE_JOB, include("jobs.open_items.urls")),
    path(OF_ONE_JOB, include("jobs.people.urls")),
    path(OF_ONE_JOB, include("jobs.photos.urls")),
    path(OF_ONE_JOB, include("jobs.signing.urls")),
    path(OF_ONE_JOB, include("jobs.warranty.urls")),
]
