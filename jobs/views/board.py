"""The board: one column per stage with its count, the jobs that have been on it longest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.models import Job, Utility
from jobs.models.capped import capped_counts, count_word, first_keys
from jobs.stage_words import stage_label
from jobs.stages import Stage
from jobs.views.filters import JobFilters, choices
from jobs.views.job_rows import rows_of
from kilowire.access import office_only

CARDS = 12
COUNTED = 1000
COLUMNS = tuple(stage for stage in Stage if stage not in (Stage.WARRANTY, Stage.DONE))


@require_safe
@office_only
def board(request: HttpRequest) -> HttpResponse:
    filters = JobFilters.from_address(request.GET)
    questions = [_at(stage, filters) for stage in COLUMNS]
    counts = capped_counts(questions, COUNTED)
    keys = first_keys([jobs.order_by("pk") for jobs in questions], CARDS)
    boxes = choices(filters, stages=False, cities=False)
    page = {"columns": _columns(filters, counts, keys), "boxes": boxes, "filtered": bool(filters.chosen())}
    return render(request, "jobs/board.html", page)


def _at(stage: Stage, filters: JobFilters) -> Any:
    return filters.applied_to(Job.objects.at_stage(stage).filter(cancelled_on=None))


def _columns(filters: JobFilters, counts: list[int], keys: list[list[int]]) -> list[dict[str, Any]]:
    jobs = list(
        Job.objects.filter(pk__in=[key for column in keys for key in column]).for_board().order_by("pk")
    )
    rows = dict(
        zip((job.pk for job in jobs), rows_of(jobs, timezone.localdate(), with_lights=True), strict=True)
    )
    utility = _utility_word(filters)
    return [
        {
            "label": stage_label(stage, utility),
            "count": count_word(count, COUNTED),
            "cards": [rows[key] for key in column if key in rows],
            "more": count > len(column),
            "url": reverse("jobs:list") + filters.address(stage=stage.value, state="open", order="oldest"),
        }
        for stage, count, column in zip(COLUMNS, counts, keys, strict=True)
    ]


def _utility_word(filters: JobFilters) -> str:
    chosen = Utility.objects.filter(pk=int(filters.utility)).first() if filters.utility else None
    return chosen.short_name if chosen else "SCE"
