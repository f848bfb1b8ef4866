"""Which act comes next at the house: book the survey, answer, measure, complete, record the verdict."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from assessments.services.reading import Known, fits, latest_verdict, ruleset_for
from assessments.services.verdicts import why_not_eligible
from assessments.views.assessment import assessment_tab, current_of
from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.models import Appointment, AppointmentKind, Job
from jobs.road.stages import Kind, Milestone
from kilowire.floor.access import staff_only
from kilowire.models import User


@leads(assessment_tab.key, staff_only)
def next_at_the_house(user: User, job: Job) -> NextForm:
    """Return the form of the next act of the assessment."""
    if job.cancelled_on or Milestone.ACCEPTED not in job.standing or Milestone.ELIGIBLE in job.standing:
        return NONE
    if Milestone.SURVEYED not in job.standing:
        return _survey(user, job)
    return _verdict(job) if user.is_office else NONE


def _survey(user: User, job: Job) -> NextForm:
    known = current_of(job)
    if known.assessment is None:
        booked = Appointment.objects.of(job).filter(kind=AppointmentKind.SURVEY, outcome="")
        first = booked.order_by("starts_at").first()
        if first is None and user.is_office:
            return NextForm(f"{reverse('jobs:book', args=[job.number])}?kind={AppointmentKind.SURVEY}")
        if first and timezone.localdate(first.starts_at) > timezone.localdate():
            return NONE
    return NextForm(reverse(f"assessments:{_survey_form(known)}", args=[job.number]))


def _survey_form(known: Known) -> str:
    if known.job.kind != Kind.REMOVAL and known.adapter is None:
        return "adapter"
    if known.open:
        return "answers"
    return "place" if known.open_place else "complete"


def _verdict(job: Job) -> NextForm:
    known, last = current_of(job), latest_verdict(job)
    if last is None or not fits(last, known, ruleset_for(job, timezone.localdate())):
        return NextForm(reverse("assessments:judge", args=[job.number]))
    settled = set(last.decisions.values_list("rule", flat=True))
    left = [each["rule"] for each in last.with_outcome("info", "review") if each["rule"] not in settled]
    if left:
        return NextForm(reverse("assessments:settle", args=[job.number, left[0]]))
    if why_not_eligible(known, last, timezone.localdate()):
        return NONE
    return NextForm(reverse("assessments:decide", args=[job.number]))
