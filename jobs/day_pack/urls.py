"""The URL from which a tablet fetches its day pack, under ``/field/``."""

from __future__ import annotations

from django.urls import path

from jobs.day_pack.views import pack

urlpatterns = [path("pack/", pack.pack, name="pack")]
