"""Fetch the rows on which this app's pages act, each through ``visible_to``, and the tab that shows them."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from jobs.job_page.acts import TabActs
from jobs.models import Job, Signature
from kilowire.models import User
from utility_requests.models import (
    FeePayment,
    InterconnectionRequest,
    SiteVisit,
    UtilityRequest,
    VisitFailure,
)
from utility_requests.services.signed_papers import OF_THE_UTILITY

Found = TypeVar("Found")
utility_tab = TabActs("utility", back="utility_requests:utility_request")


def latest_request(user: User, job: Job) -> UtilityRequest:
    """Return the application prepared last, whatever its outcome."""
    return _found(UtilityRequest.objects.visible_to(user).of(job).first())


def visible_signature(user: User, job: Job, pk: int) -> Signature:
    """Return a signature on one of the utility's papers."""
    signatures = Signature.objects.visible_to(user).of(job)
    return get_object_or_404(signatures, pk=pk, paper__in=OF_THE_UTILITY)


def numbered_visit(user: User, job: Job, ordinal: int) -> SiteVisit:
    visits = SiteVisit.objects.visible_to(user).of(job).standing().select_related("tariff")
    return get_object_or_404(visits, ordinal=ordinal)


def coming_or_last_visit(user: User, job: Job) -> SiteVisit:
    """Return the visit that has no outcome yet, else the last visit."""
    return _found(SiteVisit.objects.visible_to(user).of(job).standing().last())


def last_visit_made(user: User, job: Job) -> SiteVisit:
    """Return the last visit that has an outcome."""
    return _found(SiteVisit.objects.visible_to(user).of(job).standing().exclude(outcome="").last())


def payment_of_visit(user: User, job: Job, ordinal: int) -> FeePayment:
    """Return the valid payment for the visit of this number, else the last withdrawn one."""
    visit = numbered_visit(user, job, ordinal)
    payments = FeePayment.objects.visible_to(user).filter(visit=visit).select_related("visit")
    return _found(payments.standing().first() or payments.last())


def visible_failure(user: User, job: Job, pk: int) -> VisitFailure:
    failures = VisitFailure.objects.visible_to(user).of(job).select_related("visit")
    return get_object_or_404(failures, pk=pk)


def live_interconnection(user: User, job: Job) -> InterconnectionRequest:
    return _found(InterconnectionRequest.objects.visible_to(user).of(job).first())


def _found(row: Found | None) -> Found:
    if row is None:
        raise Http404
    return row
