"""Which acts the assessment tab offers next, and to whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from assessments.models import Evaluation, Purpose
from assessments.services.reading import Known
from assessments.services.verdicts import why_not_eligible
from jobs.models import Job, NotGoingAhead
from jobs.road.stages import Milestone, Stage
from kilowire.floor.access import StaffRequest


def acts(
    request: StaffRequest, job: Job, known: Known, last: Evaluation | None, *, ready: bool
) -> list[dict[str, Any]]:
    """Return the acts that are possible now, the one that moves the job forward first."""
    if job.cancelled_on or job.stage in (Stage.WARRANTY, Stage.DONE):
        return []
    office, standing = request.user.is_office, job.standing
    if Milestone.SURVEYED not in standing:
        found = [_act(job, "Complete the survey", "complete", kind="primary" if ready else "quiet")]
        if office:
            found.append(_act(job, "Pre-check", "precheck", method="post"))
    elif not office:
        found = []
    elif Milestone.ELIGIBLE not in standing:
        found = [_decide(job, known, last), _act(job, "Judge again", "judge", method="post")]
        if last and _something_simpler(job, last):
            found.append(_act(job, "The adapter all the same", "override"))
        found.append(_act(job, "Open the survey again", "reopen", kind="danger"))
    else:
        found = [
            _act(job, "Judge again", "judge", method="post"),
            _act(job, "Undo the verdict", "undo", kind="danger"),
        ]
    return found


def _something_simpler(job: Job, last: Evaluation) -> bool:
    """Return whether the office may override a simpler recommendation: not if the house is not eligible."""
    may_be_set = last.purpose == Purpose.VERDICT and last.verdict not in ("fail", "other_utility")
    return may_be_set and job.kind != "removal" and not last.recommends_adapter


def _decide(job: Job, known: Known, last: Evaluation | None) -> dict[str, Any]:
    reason = why_not_eligible(
        known, last if last and last.purpose == Purpose.VERDICT else None, timezone.localdate()
    )
    act = _act(job, "Record: eligible", "decide", kind="primary")
    return {**act, "reason": reason} if reason else act


def _act(job: Job, label: str, name: str, *, method: str = "get", kind: str = "quiet") -> dict[str, Any]:
    return {
        "label": label,
        "url": reverse(f"assessments:{name}", args=[job.number]),
        "method": method,
        "kind": kind,
    }


def end_url(job: Job, last: Evaluation | None) -> str:
    """Return the URL to end the job with reason and recommendation filled in; empty if the job can go on."""
    if last is None or job.cancelled_on or Milestone.ELIGIBLE in job.standing:
        return ""
    other = last.verdict == "other_utility"
    if not other and (last.verdict != "fail" or last.correctable):
        return ""
    because = NotGoingAhead.OTHER_UTILITY if other else NotGoingAhead.INELIGIBLE
    asked = {"because": because.value, "recommended_instead": last.recommendation}
    return f"{reverse('jobs:cancel', args=[job.number])}?{urlencode(asked)}"
