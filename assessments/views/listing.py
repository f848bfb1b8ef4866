"""The list of surveys to do and verdicts to settle; each is capped, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import words
from assessments.models import Answer, Evaluation, Purpose
from assessments.wanted import VERDICT
from jobs.models import Appointment, AppointmentKind, Job, OpenItem
from jobs.road.stages import Stage
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.days import short_day

SHOWN = 100


@require_safe
@staff_only
def listing(request: StaffRequest) -> HttpResponse:
    jobs = Job.objects.visible_to(request.user).open()
    page = {
        "surveys": _surveys(_first(jobs.filter(stage=Stage.ASSESSMENT))),
        "verdicts": _verdicts(_first(jobs.filter(stage=Stage.ELIGIBILITY))),
        "shown": SHOWN,
    }
    return render(request, "assessments/list.html", page)


def _first(jobs: Any) -> list[Job]:
    """Return the jobs that have waited longest, annotated with their last evaluation; one more than shown."""
    last = Evaluation.objects.filter(assessment=OuterRef("pk")).order_by("-id").values("pk")[:1]
    rows = jobs.select_related("site__utility").annotate(evaluation_pk=Subquery(last))
    return list(rows.order_by("accepted_on", "pk")[: SHOWN + 1])


def _surveys(jobs: list[Job]) -> dict[str, Any]:
    evaluations, answered = _evaluations(jobs), _answered(jobs)
    visits: dict[int, Appointment] = {}
    booked = Appointment.objects.filter(job__in=jobs, kind=AppointmentKind.SURVEY).upcoming()
    for appointment in booked.order_by("-starts_at"):
        visits[appointment.job_id] = appointment
    return _capped(
        {
            **_row(job),
            "said": _verdict_cell(evaluations.get(_evaluation_pk(job))),
            "answers": answered.get(job.pk, 0),
            "since": job.accepted_on,
            "booked": _day(visits.get(job.pk)),
        }
        for job in jobs
    )


def _verdicts(jobs: list[Job]) -> dict[str, Any]:
    evaluations = _evaluations(jobs)
    items = {item.job_id: item.what for item in OpenItem.objects.filter(job__in=jobs, key=VERDICT).open()}
    return _capped(
        {
            **_row(job),
            "said": _verdict_cell(evaluations.get(_evaluation_pk(job))),
            "next": items.get(job.pk, ""),
            "since": job.surveyed_on,
        }
        for job in jobs
    )


def _capped(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found = list(rows)
    return {"rows": found[:SHOWN], "count": f"{SHOWN}+" if len(found) > SHOWN else str(len(found))}


def _row(job: Job) -> dict[str, Any]:
    return {
        "number": job.number,
        "name": job.homeowner_name,
        "city": job.site.city,
        "kind": job.get_kind_display(),
        "utility": job.site.utility.short_name,
        "held": job.held_on is not None,
    }


def _evaluation_pk(job: Job) -> Any:
    """Return the pk of the job's last evaluation, as annotated by ``_first``."""
    return job.evaluation_pk  # type: ignore[attr-defined]  # annotated by the query


def _evaluations(jobs: list[Job]) -> dict[int, Evaluation]:
    keys = [pk for job in jobs if (pk := _evaluation_pk(job))]
    columns = ("purpose", "verdict", "correctable", "evaluated_on")
    return {evaluation.pk: evaluation for evaluation in Evaluation.objects.filter(pk__in=keys).only(*columns)}


def _answered(jobs: list[Job]) -> dict[int, int]:
    current = Answer.objects.current().filter(assessment__in=[job.pk for job in jobs])
    return dict(current.order_by().values_list("assessment").annotate(Count("pk")))


def _verdict_cell(evaluation: Evaluation | None) -> dict[str, Any] | None:
    if evaluation is None:
        return None
    said = words.verdict(evaluation.verdict, correctable=evaluation.correctable)
    before = "Pre-check: " if evaluation.purpose == Purpose.PRECHECK else ""
    return {
        "word": f"{before}{said.word[0].lower()}{said.word[1:]}" if before else said.word,
        "tone": said.tone,
    }


def _day(appointment: Appointment | None) -> str:
    if appointment is None:
        return ""
    today = timezone.localdate()
    return short_day(timezone.localtime(appointment.starts_at).date(), today)
