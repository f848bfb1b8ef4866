"""URLs of the glossary."""

from __future__ import annotations

from django.urls import path

from jobs.glossary import views

urlpatterns = [path("glossary/", views.glossary, name="glossary")]
