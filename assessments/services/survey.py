"""The survey: record the place, report a broken seal, complete the survey, reopen it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Unpack

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment, Seal
from assessments.models.assessment import UNSAFE
from assessments.services.answers import follow_up, retire_adapter_answers
from assessments.services.assessment_rows import (
    locked_assessment,
    refuse_if_over,
    spoken,
)
from assessments.services.open_items import bring_up_to_date
from assessments.services.place import PlaceColumns
from assessments.services.reading import Known, known_of, latest_verdict, missing_photos
from assessments.services.survey_paper import issue_survey_report
from assessments.services.verdicts import judge
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job
from jobs.people.services import utility_accounts
from jobs.photos.services.photos import file_photos
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason
from kilowire.models import User


@transaction.atomic
def record_place(
    *, job: Job, by: User, on: date | None = None, **written: Unpack[PlaceColumns]
) -> Assessment:
    """Record car, charger, working space, meter number, seal and route; the history keeps earlier values.

    A value that is now known is no longer marked as "cannot tell". If the seal is intact after all, its
    report is cleared. An account number goes to the job's utility account, with who read it. Refused on a job
    that is cancelled or closed out.
    """
    assessment = locked_assessment(job)
    refuse_if_over(assessment.job)
    untold = written.get("untold", assessment.untold)
    written["untold"] = {name: why for name, why in untold.items() if written.get(name) in (None, "")}
    before, after = _changes(assessment, written)
    if not after:
        return assessment
    for name, value in written.items():
        setattr(assessment, name, value)
    if assessment.seal not in (Seal.CUT, Seal.MISSING):
        assessment.seal_reported_on = assessment.seal_reported_by = None
    assessment.save(update_fields=[*written, "seal_reported_on", "seal_reported_by"])
    history.record(
        job=assessment.job,
        kind=EventKind.EDITED if any(before.values()) else EventKind.DESK,
        sentence="Survey: the place written down",
        on=on,
        by=by,
        before=before,
        after=after,
    )
    _follow_changes(assessment, before, after, by, on or timezone.localdate())
    return assessment


def _follow_changes(
    assessment: Assessment, before: Mapping[str, Any], after: Mapping[str, Any], by: User, on: date
) -> None:
    """Do what follows a change of the place: of its account number, and of the adapter that was chosen."""
    if "account_number" in after:
        _hand_over_account(assessment, by, on)
    if before.get("adapter"):
        retire_adapter_answers(assessment)
    follow_up(assessment, by, on)


def _hand_over_account(assessment: Assessment, by: User, on: date) -> None:
    number = assessment.account_number
    utility_accounts.take_account_number(job=assessment.job, account_number=number, by=by, on=on)


def _changes(assessment: Assessment, written: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return values before and after, with each "cannot tell" reason under the name of its own field."""
    before, after = history.changes(assessment, written)
    was, now = before.pop("untold", {}), after.pop("untold", {})
    for name in [name for name in {**was, **now} if was.get(name) != now.get(name)]:
        spoken_name = name.replace(UNSAFE, "photo_of_")
        for side, untold in ((before, was), (after, now)):
            side[spoken_name] = {"cannot_tell": untold[name]} if name in untold else side.get(spoken_name)
    return before, after


@transaction.atomic
def report_seal(*, job: Job, told_on: date, told_whom: str, by: User) -> Assessment:
    """Record that the utility was told of a seal found cut or missing; its open item ends."""
    assessment = locked_assessment(job)
    if assessment.seal not in (Seal.CUT, Seal.MISSING):
        raise Refused("The seal was not found cut or missing: there is nothing to report.")
    if assessment.seal_reported_on:
        raise already(assessment.seal_reported_by, _("told the utility"), assessment.seal_reported_on)
    day_has_come(told_on, field="told_on")
    assessment.seal_reported_on, assessment.seal_reported_by = told_on, by
    assessment.save(update_fields=["seal_reported_on", "seal_reported_by"])
    history.record(
        job=assessment.job,
        kind=EventKind.DESK,
        sentence=f"Seal found {assessment.get_seal_display().lower()}: reported to {told_whom}",
        on=told_on,
        by=by,
        after={"seal_reported_on": told_on.isoformat()},
    )
    follow_up(assessment, by, told_on)
    return assessment


@transaction.atomic
def complete_survey(*, job: Job, on: date, by: User) -> Assessment:
    """Stamp the survey, issue its paper and judge it; refused while anything required is missing."""
    assessment = locked_assessment(job)
    known = known_of(assessment.job, assessment)
    if Milestone.SURVEYED not in assessment.job.standing:
        _refuse_while_missing(known)
    milestones.stamp(job=assessment.job, milestone=Milestone.SURVEYED, on=on, by=by)
    assessment.completed_on, assessment.completed_by = on, by
    assessment.save(update_fields=["completed_on", "completed_by"])
    assessment = locked_assessment(job)
    issue_survey_report(known_of(assessment.job, assessment), by, on)
    judge(job=assessment.job, by=by, on=on)
    return assessment


def complete_with_photos(
    *, job: Job, on: date, by: User, photos: Mapping[str, File[bytes]] | None = None
) -> Assessment:
    """File the photos that were still to take, then complete the survey."""
    file_photos(job=job, photos=photos or {}, by=by)
    return complete_survey(job=job, on=on, by=by)


@transaction.atomic
def reopen_survey(*, job: Job, because: str, by: User) -> Assessment:
    """Undo the survey for a written reason and keep every answer; refused while a verdict is recorded."""
    assessment = locked_assessment(job)
    needs_reason(because)
    milestones.withdraw(job=assessment.job, milestone=Milestone.SURVEYED, because=because, by=by)
    assessment.completed_on = assessment.completed_by = assessment.verdict = None
    assessment.save(update_fields=["completed_on", "completed_by", "verdict"])
    assessment = locked_assessment(job)
    bring_up_to_date(known_of(assessment.job, assessment), latest_verdict(assessment.job), by)
    return assessment


def missing_for_survey(known: Known) -> dict[str, list[str]]:
    """Return what the survey still lacks, as labels by kind."""
    return {
        "answers": [str(fact.label) for fact in known.open],
        "place": [str(item.label) for item in known.open_place],
        "photos": [slot.label for slot in missing_photos(known)],
    }


def _refuse_while_missing(known: Known) -> None:
    missing = missing_for_survey(known)
    parts = list(missing["place"])
    if missing["answers"]:
        parts.append(f"{_counted(missing['answers'], 'answer')} ({', '.join(missing['answers'])})")
    if missing["photos"]:
        parts.append(f"{_counted(missing['photos'], 'photo')} ({', '.join(missing['photos'])})")
    if parts:
        raise Refused(f"Not yet, still missing: {spoken(parts)}.")


def _counted(items: list[str], word: str) -> str:
    return f"{len(items)} {word}{'' if len(items) == 1 else 's'}"
