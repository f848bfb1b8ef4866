"""URLs by which leads come: the public page, and the signed webhook of the company's own website."""

from __future__ import annotations

from django.urls import path

from jobs.intake.views import lead_hook, request_page

urlpatterns = [
    path("ask/", request_page.ask, name="ask"),
    path("ask/sent/", request_page.sent, name="request_sent"),
    path("webhooks/leads/", lead_hook.lead_hook, name="lead_hook"),
]
