"""Staff doors of the jacket."""

from __future__ import annotations

from django.urls import path

from jobs.views import overview

app_name = "jobs"
urlpatterns = [
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
]
