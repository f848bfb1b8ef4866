"""The URLs that tablets use, room by room."""

from __future__ import annotations

from django.urls import include, path

app_name = "field"
urlpatterns = [
    path("", include("jobs.day_pack.urls")),
    path("", include("jobs.tablet.field_urls")),
    path("", include("jobs.put_aside.field_urls")),
]
