"""URLs where the office brings in a list of jobs."""

from __future__ import annotations

from django.urls import path

from jobs.imports.views import lists

urlpatterns = [
    path("jobs/lists/", lists.job_lists, name="job_lists"),
    path("jobs/lists/<int:pk>/", lists.job_list, name="job_list"),
    path("jobs/lists/<int:pk>/columns/", lists.choose_columns, name="job_list_columns"),
    path("jobs/lists/<int:pk>/progress/", lists.progress, name="job_list_progress"),
    path("jobs/lists/<int:pk>/open/", lists.open_jobs, name="job_list_open"),
    path("jobs/lists/<int:pk>/refused.csv", lists.refused_rows, name="job_list_refused"),
]
