"""URLs to which a tablet sends its work; each begins with ``/field/``."""

from __future__ import annotations

from django.urls import path

from jobs.tablet.views import contact, sent_files, sent_forms, sent_parts

urlpatterns = [
    path("online/", contact.online, name="online"),
    path("contact/", contact.contact, name="contact"),
    path("jobs/<str:job_number>/photos/<uuid:pk>/", sent_files.photo, name="photo"),
    path("jobs/<str:job_number>/photos/<uuid:pk>/parts/", sent_parts.photo_parts, name="photo_parts"),
    path("jobs/<str:job_number>/signatures/<uuid:pk>/", sent_files.signature, name="signature"),
    path("jobs/<str:job_number>/steps/<uuid:pk>/", sent_forms.step, name="step"),
    path("jobs/<str:job_number>/installation/<uuid:pk>/", sent_forms.installation, name="installation"),
    path("jobs/<str:job_number>/staging/<uuid:pk>/", sent_forms.staging, name="staging"),
]
