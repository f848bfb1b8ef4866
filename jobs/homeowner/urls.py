"""Homeowner doors."""

from __future__ import annotations

from django.urls import path

from jobs.homeowner.views import pages as portal

app_name = "portal"
urlpatterns = [
    path("h/<str:token>/", portal.status, name="status"),
    path("h/<str:token>/done/<int:pk>/", portal.say_done, name="say_done"),
    path("h/<str:token>/code/", portal.ask_code, name="ask_code"),
    path("h/<str:token>/papers/", portal.papers, name="papers"),
    path("h/<str:token>/papers/<int:pk>/", portal.paper_file, name="paper_file"),
    path("h/<str:token>/files/<int:pk>/", portal.upload_file, name="upload_file"),
]
