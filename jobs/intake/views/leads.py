"""Leads that came by themselves, for the office: each becomes a job or is closed with a reason."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from jobs.intake.early import told_in_words
from jobs.intake.forms import CloseLeadForm
from jobs.intake.services import leads
from jobs.models import Lead
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.floor.keyset import page_of

SHOWN = 50


@require_safe
@office_only
def lead_list(request: StaffRequest) -> HttpResponse:
    page = page_of(Lead.objects.visible_to(request.user).waiting(), request.GET, SHOWN)
    rows = [{"lead": lead, "told": told_in_words(lead.told)} for lead in page.rows]
    return render(request, "jobs/intake/leads.html", {"rows": rows, "pager": page.pager({}, "lead")})


@form_page
@office_only
def close_lead(request: StaffRequest, pk: int) -> HttpResponse:
    lead = get_object_or_404(Lead.objects.visible_to(request.user), pk=pk)
    form = CloseLeadForm(**typed(request))
    if carried_out(form, partial(leads.close, lead=lead), by=request.user):
        return redirect("jobs:leads")
    page = {"form": form, "lead": lead}
    return render(request, "jobs/intake/close_lead.html", page, status=status_of(form))
