"""The URL by which a person stops notices of a kind."""

from __future__ import annotations

from django.urls import path

from jobs.notices import views

app_name = "notices"
urlpatterns = [path("stop/<str:token>/", views.stop, name="stop")]
