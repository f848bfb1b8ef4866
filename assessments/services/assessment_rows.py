"""What the acts on an assessment share: lock it, and refuse acts on a job that is over."""

from __future__ import annotations

from assessments.models import Assessment
from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.stages import Stage
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused


def locked_assessment(job: Job) -> Assessment:
    """Lock and return the job's assessment, created if there is none. Lock it before the job."""
    assessment = locked(Assessment.objects.get_or_create(job=job)[0])
    assessment.job = Job.objects.for_page().get(pk=job.pk)
    return assessment


def refuse_if_over(job: Job) -> None:
    """Refuse any act on the assessment of a job that is cancelled or closed out."""
    milestones.refuse_if_cancelled(job)
    if job.stage in (Stage.WARRANTY, Stage.DONE):
        raise Refused("This job is closed out, and its survey is part of its papers.")


def spoken(words: list[str]) -> str:
    """Join words as ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
