"""Staff doors of the jacket."""

from __future__ import annotations

from django.urls import include, path

from jobs.views import overview

app_name = "jobs"
urlpatterns = [
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
    path("jobs/<str:job_number>/", include("jobs.record_urls")),
]
