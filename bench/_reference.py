"""A page of the bench alone: signed in, the site's frame, one row by key. Budgets are scaled by its time."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from jobs.models import Job
from kilowire.urls import *  # noqa: F403 - the site as it is, and one page more
from kilowire.urls import urlpatterns as of_the_site

PAGE = engines["django"].from_string(
    '{% extends "base.html" %}{% block content %}<h1>{{ job.number }}</h1>{% endblock %}'
)


@login_required
def reference(request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse(PAGE.render({"job": Job.objects.get(number=number)}, request))


urlpatterns = [path("bench/reference/<str:number>/", reference), *of_the_site]
