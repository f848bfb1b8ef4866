"""The URL to which a tablet hands what it puts aside, under ``/field/``."""

from __future__ import annotations

from django.urls import path

from jobs.put_aside.views import door

urlpatterns = [path("put-aside/<uuid:pk>/", door.hand_over, name="put_aside")]
