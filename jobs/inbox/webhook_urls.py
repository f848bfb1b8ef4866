"""URLs that text service and mail provider call; those of mail are there with a secret of their own alone."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from jobs.inbox.views import mail_reports, texts

app_name = "webhooks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("texts/", texts.text_came, name="text_came"),
    path("texts/reports/", texts.text_reported, name="text_reported"),
]
mail_reports.connect()
if settings.MAIL_WEBHOOKS:
    urlpatterns.append(path("mail/", include("anymail.urls")))
