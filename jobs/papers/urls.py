"""URLs of papers and of the files of a job."""

from __future__ import annotations

from django.urls import path

from jobs.papers.views import files, papers, withdraw

urlpatterns = [
    path("papers/", papers.all_papers, name="all_papers"),
    path("papers/progress/", papers.all_papers_progress, name="all_papers_progress"),
    path("jobs/<str:job_number>/papers/", papers.papers, name="papers"),
    path("jobs/<str:job_number>/papers/progress/", papers.paper_progress, name="paper_progress"),
    path("jobs/<str:job_number>/papers/file/", papers.file_paper, name="file_paper"),
    path("jobs/<str:job_number>/papers/<int:pk>/", files.paper_file, name="paper_file"),
    path("jobs/<str:job_number>/papers/<int:pk>/again/", papers.make_paper_again, name="make_paper_again"),
    path("jobs/<str:job_number>/papers/<int:pk>/withdraw/", withdraw.withdraw_paper, name="withdraw_paper"),
    path("jobs/<str:job_number>/uploads/<int:pk>/", files.upload_file, name="upload_file"),
    path(
        "jobs/<str:job_number>/uploads/<int:pk>/withdraw/", withdraw.withdraw_upload, name="withdraw_upload"
    ),
    path("jobs/<str:job_number>/photos/<uuid:pk>/withdraw/", withdraw.withdraw_photo, name="withdraw_photo"),
    path("jobs/<str:job_number>/uploads/<int:pk>/as-it-came/", files.upload_original, name="upload_original"),
]
