"""Staff doors to the papers and photos of a job, and to their files."""

from __future__ import annotations

from django.urls import path

from jobs.papers.views import files, papers
from jobs.photos import views as photos

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/progress/", papers.paper_progress, name="paper_progress"),
    path("papers/file/", papers.file_paper, name="file_paper"),
    path("papers/<int:pk>/", files.paper_file, name="paper_file"),
    path("papers/<int:pk>/again/", papers.make_paper_again, name="make_paper_again"),
    path("uploads/<int:pk>/", files.upload_file, name="upload_file"),
    path("photos/", photos.photos, name="photos"),
    path("photos/add/", photos.add_photo, name="add_photo"),
    path("photos/ask/", photos.ask, name="ask_for_photo"),
    path("photos/asked/<int:pk>/withdraw/", photos.withdraw, name="withdraw_photo_request"),
    path("photos/accept/", photos.accept_shown, name="accept_photos"),
    path("photos/<uuid:pk>/retake/", photos.retake, name="retake_photo"),
    path("photos/<uuid:pk>/accept/", photos.accept, name="accept_photo"),
    path("photos/<uuid:pk>/reject/", photos.reject, name="reject_photo"),
    path("photos/<uuid:pk>/<slug:copy>/", files.photo_file, name="photo_file"),
]
