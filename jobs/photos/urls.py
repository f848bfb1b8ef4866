"""URLs of the photos of a job.

Each URL begins with ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.papers.views import files
from jobs.photos import views

urlpatterns = [
    path("photos/", views.photos, name="photos"),
    path("photos/add/", views.add_photo, name="add_photo"),
    path("photos/several/", views.add_photos, name="add_photos"),
    path("photos/ask/", views.ask, name="ask_for_photo"),
    path("photos/asked/<int:pk>/withdraw/", views.withdraw, name="withdraw_photo_request"),
    path("photos/accept/", views.accept_shown, name="accept_photos"),
    path("photos/<uuid:pk>/retake/", views.retake, name="retake_photo"),
    path("photos/<uuid:pk>/accept/", views.accept, name="accept_photo"),
    path("photos/<uuid:pk>/reject/", views.reject, name="reject_photo"),
    path("photos/<uuid:pk>/<slug:copy>/", files.photo_file, name="photo_file"),
]
