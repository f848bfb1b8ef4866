"""The URLs from which a tablet fetches its day pack, and papers to sign go out and come back: ``/field/``."""

from __future__ import annotations

from django.urls import path

from jobs.day_pack.views import pack, to_sign

urlpatterns = [
    path("pack/", pack.pack, name="pack"),
    path("jobs/<str:job_number>/to-sign/<int:pk>/", to_sign.paper_to_sign, name="paper_to_sign"),
    path("jobs/<str:job_number>/signing/<uuid:pk>/", to_sign.signing, name="signing"),
]
