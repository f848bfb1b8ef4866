"""The rows that the desk's pages act on, each reached through the guard."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jobs.job_page.act_page import act_page
from jobs.models import Job
from utility_requests.models import FeePayment, InterconnectionRequest, SiteVisit, UtilityRequest

TAB = "utility_requests:utility_request"
desk_act = partial(act_page, tab="utility", back=TAB)


def latest_request(request: HttpRequest, job: Job) -> UtilityRequest:
    """The application that was prepared last, whatever became of it."""
    found = UtilityRequest.objects.visible_to(request.user).of(job).first()
    if found is None:
        raise Http404
    return found


def numbered_visit(request: HttpRequest, job: Job, ordinal: int) -> SiteVisit:
    visits = SiteVisit.objects.visible_to(request.user).of(job).standing().select_related("tariff")
    return get_object_or_404(visits, ordinal=ordinal)


def coming_or_last_visit(request: HttpRequest, job: Job) -> SiteVisit:
    """The visit that has no outcome yet; the last one where none is to come."""
    visits = SiteVisit.objects.visible_to(request.user).of(job).standing()
    return _last(visits)


def last_visit_made(request: HttpRequest, job: Job) -> SiteVisit:
    """The last visit of which something came."""
    visits = SiteVisit.objects.visible_to(request.user).of(job).standing().exclude(outcome="")
    return _last(visits)


def payment_of(request: HttpRequest, visit: SiteVisit) -> FeePayment:
    payments = FeePayment.objects.visible_to(request.user).filter(visit=visit)
    found = payments.standing().first() or payments.last()
    if found is None:
        raise Http404
    return found


def live_interconnection(request: HttpRequest, job: Job) -> InterconnectionRequest:
    found = InterconnectionRequest.objects.visible_to(request.user).of(job).first()
    if found is None:
        raise Http404
    return found


def _last(visits) -> SiteVisit:
    found = visits.last()
    if found is None:
        raise Http404
    return found
