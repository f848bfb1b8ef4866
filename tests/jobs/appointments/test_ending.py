"""An appointment is done by the milestone for which it was booked, once it has begun."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.appointments.services.ending import ENDED_BY
from jobs.milestones.services.followers import tell_follower
from jobs.models import Appointment, AppointmentKind, Job
from jobs.road.stages import Milestone
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago

pytestmark = pytest.mark.django_db


def appointment(job: Job, kind: str, hours: int) -> Appointment:
    """One that began so many hours ago."""
    start = timezone.now() - timedelta(hours=hours)
    return Appointment.objects.create(
        job=job, kind=kind, starts_at=start, ends_at=start + timedelta(hours=2), booked_by=someone("olive")
    )


def outcomes(job: Job) -> dict[str, str]:
    return dict(Appointment.objects.of(job).values_list("kind", "outcome"))


def test_each_milestone_ends_the_appointments_of_its_kind_alone() -> None:
    job, cruz = accepted_job(), someone("cruz")
    for kind in AppointmentKind:
        appointment(job, kind, hours=1)
    done: set[str] = set()
    for milestone, kind in ENDED_BY.items():
        tell_follower(milestone, job, days_ago(0), cruz)
        done.add(kind)
        assert {each for each, outcome in outcomes(job).items() if outcome == "done"} == done, milestone
    assert set(outcomes(job)) - done, "some kinds are ended by hand alone"
    ended = Appointment.objects.of(job).filter(outcome="done")
    assert set(ended.values_list("outcome_by", flat=True)) == {cruz.pk}


def test_what_has_not_begun_stays_booked_and_so_does_anothers() -> None:
    job, other = accepted_job(), accepted_job(name="Ann Other")
    appointment(job, AppointmentKind.SURVEY, hours=-3)
    appointment(other, AppointmentKind.SURVEY, hours=1)
    tell_follower(Milestone.SURVEYED, job, days_ago(0), someone("cruz"))
    assert (outcomes(job), outcomes(other)) == ({"survey": ""}, {"survey": ""})


def test_what_the_clock_records_ends_no_appointment() -> None:
    job = accepted_job()
    appointment(job, AppointmentKind.SURVEY, hours=1)
    tell_follower(Milestone.SURVEYED, job, days_ago(0), None)
    assert outcomes(job) == {"survey": ""}
