"""Leads that were lost: why, and how they had come to us."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.models import Job, Lead, LeadSource, NotGoingAhead
from kilowire.floor.access import StaffRequest, office_only

MOST_SHOWN = 100


@require_safe
@office_only
def lost_leads(request: StaffRequest) -> HttpResponse:
    """Jobs that ended before a contract, newest first, by reason and by how they came."""
    lost = Job.objects.visible_to(request.user).filter(cancelled_on__isnull=False, agreed_on=None)
    counts = lost.order_by().values_list("source", "cancelled_because")
    reasons, sources = Counter[str](), Counter[str]()
    closed = Lead.objects.visible_to(request.user).filter(lost_on__isnull=False)
    asked = closed.order_by().values_list("source", "lost_because")
    for source, reason in (*counts, *asked):
        reasons[NotGoingAhead(reason).label] += 1
        sources[_came(source)] += 1
    chosen = Q(source=request.GET["source"]) if request.GET.get("source") in LeadSource.values else Q()
    rows = lost.filter(chosen).select_related("site").order_by("-cancelled_on", "-pk")[:MOST_SHOWN]
    page = {
        "rows": [{"job": job, "came": _came(job.source)} for job in rows],
        "leads": closed.filter(chosen)[:MOST_SHOWN],
        "reasons": reasons.most_common(),
        "sources": sources.most_common(),
        "total": sum(reasons.values()),
        "most": MOST_SHOWN,
    }
    return render(request, "jobs/intake/lost.html", page)


def _came(source: str) -> str:
    return LeadSource(source).label if source else "Not known"
