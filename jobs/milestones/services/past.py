"""Steps of a job that were done before it was in KiloWire, recorded with their true days.

A step of another app is recorded by what that app declared in its ``job_tabs``, so that its rows and open
items are those of any job; any other is stamped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road import stages
from jobs.road.stages import ROAD, STEP, Milestone
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come
from kilowire.models import User

Given = Mapping[str, Any]
"""What is known of the past: days by ``<milestone>_on``, and what the declared recorders ask for."""
Recorder = Callable[[Job, Given, User], None]
"""Records what ``given`` says of its step, if anything, in the transaction of the act."""

_RECORDERS: dict[Milestone, Recorder] = {}


def recorded_late_by(milestone: Milestone, recorder: Recorder) -> None:
    """Declare how this step is recorded on a job that was under way already."""
    _RECORDERS[milestone] = recorder


@transaction.atomic
def record_past(*, job: Job, given: Given, by: User) -> Job:
    """Record the steps that are given, in the order of the road; nobody is told.

    ``Refused`` where a step of ours lacks what it needs, where a day has not come, and where a step has a day
    before one that it rests on.
    """
    job = locked(job)
    _refuse_days(job, given)
    for step in ROAD:
        recorder, on = _RECORDERS.get(step.milestone), given.get(f"{step.milestone}_on")
        if recorder:
            recorder(job, given, by)
        elif on:
            said = f"{step.said}, recorded later"
            milestones.stamp(job=job, milestone=step.milestone, on=on, by=by, sentence=said)
        job = locked(job)
    return job


def _refuse_days(job: Job, given: Given) -> None:
    for milestone in Milestone:
        on: date | None = given.get(f"{milestone}_on")
        if on is None:
            continue
        day_has_come(on)
        if milestone in stages.milestones_never_on(job.kind):
            raise Refused(f"A {job.kind} has no such step: {STEP[milestone].done}.")
        for needed in STEP[milestone].needs:
            before = given.get(f"{needed}_on")
            if before and before > on:
                earlier, later = STEP[needed].done, STEP[milestone].done
                raise Refused(
                    f"{earlier.capitalize()} of {spoken_day(before)} is after {later}, {spoken_day(on)}."
                )
