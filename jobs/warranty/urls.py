"""URLs of the warranty of a job.

Each URL begins with ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.warranty import views

urlpatterns = [
    path("warranty/adapter/", views.cover_adapter, name="cover_adapter"),
    path("warranty/", views.warranty, name="warranty"),
    path("warranty/register/", views.register_all, name="register_all"),
    path("warranty/<int:pk>/register/", views.register, name="register_warranty"),
    path("warranty/claim/", views.open_claim, name="open_claim"),
    path("warranty/claim/<int:pk>/settle/", views.settle_claim, name="settle_claim"),
    path("warranty/over/", views.end_warranty, name="end_warranty"),
]
