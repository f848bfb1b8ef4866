"""The door by which a milestone is undone.

Each address stands under ``/jobs/<job number>/``.
"""

from __future__ import annotations

from django.urls import path

from jobs.milestones import views

urlpatterns = [
    path("undo/<slug:milestone>/", views.undo, name="undo"),
]
