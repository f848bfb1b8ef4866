"""Tablet doors of the jacket."""

from __future__ import annotations

from django.urls import path

from jobs.views.field import contact

app_name = "field"
urlpatterns = [
    path("online/", contact.online, name="online"),
]
