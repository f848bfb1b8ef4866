"""The intake: the form of a new job, with similar jobs beside it."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jobs.intake.forms import AcceptForm, IntakeForm, KindForm
from jobs.intake.services import intake
from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.models import Job
from jobs.search.terms import search_terms
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import form_page, status_of, typed
from kilowire.floor.refusals import refusals_shown_on

ACCESS = ("gate_note", "dog_note", "access_note")
ALIKE = 5


@form_page
@office_only
def new_job(request: StaffRequest) -> HttpResponse:
    form = IntakeForm(**typed(request))
    alike: list[Job] = []
    if form.is_valid():
        given = form.cleaned_data
        alike = _alike(given["street"], given["postal_code"], given["phone"])
        if alike and not given["another"]:
            form.ask_whether_another()
        else:
            with refusals_shown_on(form):
                return redirect("jobs:overview", _open(given, request).number)
    page = {"form": form, "alike": alike}
    return render(request, "jobs/intake/new.html", page, status=status_of(form))


@require_safe
@office_only
def alike(request: StaffRequest) -> HttpResponse:
    """Jobs at this address or with this phone number, shown while the office types."""
    asked = request.GET
    found = _alike(asked.get("street", ""), asked.get("postal_code", ""), asked.get("phone", ""))
    return render(request, "jobs/intake/_alike.html", {"alike": found})


def _open(given: dict[str, Any], request: StaffRequest) -> Job:
    """Open the job from the form; the access notes are passed as one argument."""
    typed_in = {name: value for name, value in given.items() if name not in (*ACCESS, "another")}
    access = {name: given[name] for name in ACCESS}
    return intake.open_job(**typed_in, access=access, by=request.user)


def _alike(street: str, postal_code: str, phone: str) -> list[Job]:
    jobs = Job.objects.for_board().order_by("-pk")
    found: dict[int, Job] = {}
    digits = re.sub(r"\D", "", phone)
    if len(digits) >= 10:
        found |= {job.pk: job for job in jobs.matching([digits])[:ALIKE]}
    if re.search(r"\d", street) and search_terms(postal_code):
        terms = search_terms(f"{street[:80]} {postal_code[:10]}")
        found |= {job.pk: job for job in jobs.matching(terms)[:ALIKE]}
    return list(found.values())[:ALIKE]


@overview_tab.act(office_only)
def accept(page: ActPage, job: Job) -> Act:
    return Act(
        title="Take the job on",
        form=AcceptForm,
        does=partial(intake.accept_job, job=job),
        submit="Take it on",
    )


@overview_tab.act(office_only)
def change_kind(page: ActPage, job: Job) -> Act:
    return Act(
        title="Another kind of job",
        form=partial(KindForm, initial={"kind": job.kind}),
        does=partial(intake.change_kind, job=job),
        submit="Change",
    )
