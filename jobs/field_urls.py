"""Tablet doors of the jacket."""

from __future__ import annotations

from django.urls import path

from jobs.day_pack.views import pack
from jobs.tablet.views import contact
from jobs.tablet.views import sent_files as files
from jobs.tablet.views import sent_forms as forms

app_name = "field"
urlpatterns = [
    path("online/", contact.online, name="online"),
    path("pack/", pack.pack, name="pack"),
    path("contact/", contact.contact, name="contact"),
    path("jobs/<str:job_number>/photos/<uuid:pk>/", files.photo, name="photo"),
    path("jobs/<str:job_number>/signatures/<uuid:pk>/", files.signature, name="signature"),
    path("jobs/<str:job_number>/steps/<uuid:pk>/", forms.step, name="step"),
    path("jobs/<str:job_number>/installation/<uuid:pk>/", forms.installation, name="installation"),
    path("jobs/<str:job_number>/staging/<uuid:pk>/", forms.staging, name="staging"),
]
