"""URLs of the public page on which somebody asks whether their house can have it."""

from __future__ import annotations

from django.urls import path

from jobs.intake.views import request_page

urlpatterns = [
    path("can-my-house/", request_page.ask, name="ask"),
    path("can-my-house/sent/", request_page.sent, name="request_sent"),
]
