"""What the acts on an assessment share: lock it, refuse what cannot be, write the line of the history."""

from __future__ import annotations

from assessments.models import Assessment
from jobs.milestones.services import milestones
from jobs.models import Job
from jobs.road.stages import Stage
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused


def locked_assessment(job: Job) -> Assessment:
    """The job's assessment under lock, begun where nobody did yet. Always before the job's own lock."""
    assessment = locked(Assessment.objects.get_or_create(job=job)[0])
    assessment.job = Job.objects.for_page().get(pk=job.pk)
    return assessment


def refuse_if_over(job: Job) -> None:
    """Neither a cancelled job nor one that is closed out is assessed any more."""
    milestones.refuse_if_cancelled(job)
    if job.stage in (Stage.WARRANTY, Stage.DONE):
        raise Refused("This job is closed out, and its survey is part of its papers.")


def spoken(words: list[str]) -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
