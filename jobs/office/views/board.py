"""The board: one column per stage with its count, the oldest jobs first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.directory.views.places import Places
from jobs.models import Job
from jobs.office.views.filters import JobFilters, choices
from jobs.office.views.job_rows import rows_of
from jobs.road.stage_table import stage_label
from jobs.road.stages import Stage
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.capped_counts import ASKED, count_word, counts_and_first_keys

CARDS = 12
COUNTED = 1000
COLUMNS = tuple(stage.value for stage in Stage if stage not in (Stage.WARRANTY, Stage.DONE))


@require_safe
@office_only
def board(request: StaffRequest) -> HttpResponse:
    filters, places = JobFilters.from_address(request.GET), Places()
    page = {
        "columns": _columns(filters, places),
        "boxes": choices(filters, places, stages=False, cities=False),
        "filtered": bool(filters.chosen()),
    }
    return render(request, "jobs/office/board.html", page)


def _columns(filters: JobFilters, places: Places) -> list[dict[str, Any]]:
    jobs = filters.applied_to(Job.objects.at_stage(ASKED).filter(cancelled_on=None)).order_by("pk")
    counts, keys = counts_and_first_keys([(jobs, COLUMNS)], COUNTED, CARDS)
    cards = _cards([key for column in keys for key in column], places)
    utility = places.utility_word(filters.utility)
    return [
        {
            "label": stage_label(stage, utility),
            "count": count_word(count, COUNTED),
            "cards": [cards[key] for key in column if key in cards],
            "more": count > len(column),
            "url": reverse("jobs:list") + filters.address(stage=stage, state="open", order="oldest"),
        }
        for stage, count, column in zip(COLUMNS, counts, keys, strict=True)
    ]


def _cards(keys: list[int], places: Places) -> dict[int, dict[str, Any]]:
    jobs = places.attach_to(Job.objects.filter(pk__in=keys).for_board())
    rows = rows_of(jobs, timezone.localdate(), with_lights=True)
    return {job.pk: row for job, row in zip(jobs, rows, strict=True)}
