"""Staff doors of the jacket."""

from __future__ import annotations

from django.urls import include, path

from jobs.views import overview, papers

app_name = "jobs"
urlpatterns = [
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
    path("jobs/<str:job_number>/", include("jobs.record_urls")),
    path("jobs/<str:job_number>/", include("jobs.paper_urls")),
    path("papers/", papers.all_papers, name="all_papers"),
    path("papers/progress/", papers.all_papers_progress, name="all_papers_progress"),
]
