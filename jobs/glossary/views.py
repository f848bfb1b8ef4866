"""The page that explains the stages and the trade's terms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.glossary.terms import STAGES, TERMS
from jobs.road.stage_table import stage_label
from kilowire.floor.access import staff_only


@require_safe
@staff_only
def glossary(request: HttpRequest) -> HttpResponse:
    """Show each stage in the order of the road and each term in the order of the alphabet."""
    stages = [(stage, stage_label(stage), text) for stage, text in STAGES.items()]
    return render(request, "jobs/glossary/glossary.html", {"stages": stages, "terms": sorted(TERMS.items())})
