"""The URL by which a person stops notices of a kind."""

from __future__ import annotations

from django.urls import path

from jobs.notices.views import stopping

app_name = "notices"
urlpatterns = [path("stop/<str:token>/", stopping.stop, name="stop")]
