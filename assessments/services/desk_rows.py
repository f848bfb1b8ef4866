"""Beats that the acts of this desk share: lock the assessment, refuse what cannot be, tell the history."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from assessments.models import Assessment
from jobs.models import Job
from jobs.road.stages import Stage
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused

SAY_WHY = "Say why in a sentence: the reason stays in the history."


def locked_assessment(job: Job) -> Assessment:
    """The job's assessment under lock, begun where nobody did yet. Always before the job's own lock."""
    assessment = locked(Assessment.objects.get_or_create(job=job)[0])
    assessment.job = Job.objects.for_page().get(pk=job.pk)
    return assessment


def refuse_if_over(job: Job) -> None:
    """Neither a cancelled job nor one that is closed out is assessed any more."""
    if job.cancelled_on:
        raise Refused(f"This job was cancelled on {job.cancelled_on:%-d %B %Y}.")
    if job.stage in (Stage.WARRANTY, Stage.DONE):
        raise Refused("This job is closed out, and its survey is part of its papers.")


def refuse_without_reason(because: str, field: str = "because") -> None:
    if not because.strip():
        raise Refused(SAY_WHY, field=field)


def refuse_a_day_to_come(on: date, field: str = "on") -> None:
    if on > timezone.localdate():
        raise Refused(f"{on:%-d %B %Y} has not come yet: record it on the day.", field=field)


def spoken(words: list[str]) -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
