"""After the verdict is recorded: an evaluation that is eligible too becomes the verdict."""

from __future__ import annotations

from datetime import date

from assessments.models import Assessment, Evaluation, Purpose
from assessments.services.reading import known_of
from assessments.services.verdict_facts import changed_since, lacking
from assessments.services.verdict_paper import issue_eligibility_report
from jobs.history.services import history
from jobs.models import EventKind
from jobs.road.stages import Milestone
from kilowire.models import User


def renew_verdict(assessment: Assessment, evaluation: Evaluation, by: User, on: date) -> None:
    """Make an evaluation that is eligible the verdict and issue its report, where a verdict is recorded.

    The milestone keeps its day. The caller has locked the assessment.
    """
    known = known_of(assessment.job, assessment)
    if Milestone.ELIGIBLE not in assessment.job.standing or assessment.verdict_id == evaluation.pk:
        return
    if evaluation.purpose != Purpose.VERDICT:
        return
    if changed_since(evaluation, known) or lacking(evaluation, known):
        return
    assessment.verdict = evaluation
    assessment.save(update_fields=["verdict"])
    history.record(
        job=assessment.job,
        kind=EventKind.DESK,
        sentence="Judged again: still eligible",
        on=on,
        by=by,
        after={"evaluation": evaluation.pk},
    )
    issue_eligibility_report(evaluation, assessment, by, on)
