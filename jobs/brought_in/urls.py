"""URLs where the office brings in a zip that a tablet exported."""

from __future__ import annotations

from django.urls import path

from jobs.brought_in.views import bring_in

urlpatterns = [
    path("tablets/bring-in/", bring_in.bring_in, name="bring_in_queue"),
    path("tablets/brought-in/<int:pk>/", bring_in.brought_in, name="brought_in"),
    path("tablets/brought-in/<int:pk>/progress/", bring_in.brought_in_progress, name="brought_in_progress"),
]
