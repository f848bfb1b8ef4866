"""The assessment tab: the verdict first, then findings, answers, the place and the photos."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment, Evaluation, FindingDecision, Purpose
from assessments.services.evidence import welcome_photos
from assessments.services.instrument import reading_rows, readings_of, suggestion_against
from assessments.services.place import untold_rows
from assessments.services.reading import Known, fits, known_of, ruleset_for
from assessments.services.survey import missing_for_survey
from assessments.services.survey_paper import PLACE, WISHES, place_rows
from assessments.space import shortfalls
from assessments.views import shown
from assessments.views.acts import acts, end_url
from assessments.views.charge import charge
from jobs.job_page.acts import TabActs
from jobs.job_page.lines import one_primary
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job, Photo, PhotoSlot
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, staff_only

assessment_tab = TabActs("assessment", back="assessments:assessment")
EVALUATIONS_SHOWN = 30


@require_safe
@staff_only
def assessment(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    context = {**job_context(request, job, tab=assessment_tab.key), **_page(request, job)}
    one_primary(context["acts"], taken=context["sentence"]["here"])
    return render(request, "assessments/assessment.html", context)


@require_safe
@staff_only
def evaluation(request: StaffRequest, job_number: str, pk: int) -> HttpResponse:
    """Show one stored evaluation with the office's decisions on it."""
    job = visible_job(request, job_number)
    visible = Evaluation.objects.visible_to(request.user).select_related("by", "assessment__adapter")
    stored = get_object_or_404(visible, assessment__job=job, pk=pk)
    known = known_of(job, stored.assessment)
    decisions = _decisions(stored)
    page = {
        "stored": shown.verdict(stored, known, fits=fits(stored, known, ruleset_for(job, _today()))),
        "findings": shown.findings(stored, decisions, job, may_settle=False),
        "all_hold": stored.verdict == "pass",
    }
    return render(
        request, "assessments/evaluation.html", {**job_context(request, job, tab=assessment_tab.key), **page}
    )


def current_of(job: Job) -> Known:
    """Return what is known about the job, whether or not its assessment was begun."""
    return known_of(job, Assessment.objects.of(job).for_page().first())


def _page(request: StaffRequest, job: Job) -> dict[str, Any]:
    known = current_of(job)
    stored = Evaluation.objects.of(job).select_related("by", "override__decided_by")
    evaluations = list(stored[:EVALUATIONS_SHOWN]) if known.assessment else []
    last = _last(job, evaluations)
    surveyed = Milestone.SURVEYED in job.standing
    missing = {} if surveyed else missing_for_survey(known)
    return {
        "known": known,
        "assessment": known.assessment,
        **_answer(request, job, known, last),
        "sections": shown.sections(known),
        "charge": charge(known),
        **_place(known),
        "photo_slots": photo_slots(known),
        "missing": missing,
        "open_count": sum(len(items) for items in missing.values()),
        "surveyed": surveyed,
        "eligible": Milestone.ELIGIBLE in job.standing,
        "earlier": shown.earlier(evaluations),
        "disagrees": _disagrees(job, known, evaluations),
        "acts": acts(request, job, known, last, ready=not any(missing.values())),
        "end_url": end_url(job, last) if request.user.is_office else "",
    }


def _answer(request: StaffRequest, job: Job, known: Known, last: Evaluation | None) -> dict[str, Any]:
    """Return the last evaluation of the house and the office's decisions on it."""
    if last is None:
        return {"verdict": None, "findings": [], "all_hold": False, "override": None, "other_ways": []}
    may_settle = last.purpose == Purpose.VERDICT and request.user.is_office and _is_to_be_decided(job)
    return {
        "verdict": shown.verdict(last, known, fits=fits(last, known, ruleset_for(job, _today()))),
        "findings": shown.findings(last, _decisions(last), job, may_settle=may_settle),
        "all_hold": last.verdict == "pass",
        "override": getattr(last, "override", None),
        "other_ways": shown.other_ways(last, job),
    }


def _place(known: Known) -> dict[str, Any]:
    """Return what was recorded and measured, and where readings contradict the answer."""
    if known.assessment is None:
        return {"place": [], "readings": [], "readings_say": "", "short_space": []}
    labels, readings = {**WISHES, **PLACE}, readings_of(known.assessment)
    return {
        "place": [*place_rows(known.assessment, labels), *untold_rows(known.assessment, labels)],
        "readings": reading_rows(readings),
        "readings_say": suggestion_against(readings, known.facts.get("voltage")),
        "short_space": shortfalls(known.assessment),
    }


def _today() -> Any:
    return timezone.localdate()


def _last(job: Job, evaluations: list[Evaluation]) -> Evaluation | None:
    """Return the last evaluation for the verdict once the survey is complete, else the last pre-check."""
    purpose = Purpose.VERDICT if Milestone.SURVEYED in job.standing else Purpose.PRECHECK
    chosen = next((each for each in evaluations if each.purpose == purpose), None)
    return chosen or (evaluations[0] if evaluations else None)


def _disagrees(job: Job, known: Known, evaluations: list[Evaluation]) -> bool:
    """Return whether a later evaluation differs from the one on which the verdict was recorded."""
    if known.assessment is None or Milestone.ELIGIBLE not in job.standing:
        return False
    last = next((each for each in evaluations if each.purpose == Purpose.VERDICT), None)
    recorded = known.assessment.verdict
    return bool(last and recorded and last.pk != recorded.pk and last.verdict != recorded.verdict)


def _decisions(evaluation: Evaluation) -> dict[str, FindingDecision]:
    return {each.rule: each for each in evaluation.decisions.select_related("decided_by", "document")}


def _is_to_be_decided(job: Job) -> bool:
    standing = job.standing
    return Milestone.SURVEYED in standing and Milestone.ELIGIBLE not in standing and job.cancelled_on is None


def photo_slots(known: Known) -> list[dict[str, Any]]:
    """Return the slots that the survey requires and those that help, each with the last photo on file."""
    slots = [*known.required_photos, *welcome_photos(known.values)]
    unsafe = known.assessment.unsafe_slots if known.assessment else {}
    on_file: dict[str, Photo] = {}
    for photo in Photo.objects.of(known.job).on_file().filter(slot__in=slots).order_by("filed_at"):
        on_file[photo.slot] = photo
    return [
        {
            "slot": slot.value,
            "label": PhotoSlot(slot).label,
            "photo": on_file.get(slot.value),
            "required": slot in known.required_photos,
            "unsafe": unsafe.get(slot.value, ""),
        }
        for slot in slots
    ]
