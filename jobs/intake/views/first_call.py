"""The first call: its form, with similar jobs, the place of the ZIP code and a pre-check beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from jobs.directory.zip_codes import place_of
from jobs.intake.early import facts_of_call, told_in_words, words_of
from jobs.intake.forms import EARLY, IntakeForm
from jobs.intake.services import intake, leads
from jobs.intake.services.alike import alike_jobs
from jobs.job_page.leading import next_on_job
from jobs.job_page.lines import address_of
from jobs.models import Claim, Job, Jurisdiction, Lead, Utility
from jobs.road.pre_checks import pre_check
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed

CHOSEN = ("another", "taken_on", "lead", *EARLY)
OF_A_LEAD = ("name", "phone", "email", "language", "street", "city", "postal_code", "wishes", "source")
ACCESS = ("gate_note", "dog_note", "access_note")
SITE = ("street", "city", "postal_code", "jurisdiction", "utility", *ACCESS)
PLACE = ("city", "jurisdiction", "utility")


@form_page
@office_only
def new_job(request: StaffRequest) -> HttpResponse:
    asked = Claim.objects.visible_to(request.user).select_related("job__site")
    claim = _claim_to_answer(asked, request.GET.get("claim", ""))
    form = IntakeForm(
        **typed(request),
        claims=asked,
        jobs=Job.objects.visible_to(request.user),
        leads=Lead.objects.visible_to(request.user).waiting(),
        initial=_told_before(claim) if claim else _beside(request) or _of_lead(request),
    )
    alike: list[Job] = []
    if is_to_be_done(form):
        given = form.cleaned_data
        alike = alike_jobs(**{name: given[name] for name in ("street", "postal_code", "phone")})
        if alike and not (given["another"] or given["answers_claim"] or given["second_meter_of"]):
            form.ask_whether_another()
        else:
            with refusals_shown_on(form):
                return _opened(_open(given, request), request)
    page = {"form": form, "alike": alike, "claim": claim, "beside": form.initial.get("second_meter_of")}
    return render(request, "jobs/intake/new.html", page, status=status_of(form))


@require_safe
@office_only
def alike(request: StaffRequest) -> HttpResponse:
    """Jobs at this address or with this phone number, shown while the office types."""
    asked = request.GET
    found = alike_jobs(**{name: asked.get(name, "") for name in ("street", "postal_code", "phone")})
    return render(request, "jobs/intake/_alike.html", {"alike": found})


@require_safe
@office_only
def place(request: StaffRequest) -> HttpResponse:
    """City, building department and utility that a ZIP code suggests; a person takes them with ``take``."""
    found = place_of(request.GET.get("postal_code", ""))
    suggested: dict[str, Any] = {}
    if found:
        suggested = {
            "city": found.city,
            "jurisdiction": Jurisdiction.objects.filter(key=slugify(found.city)).first(),
            "utility": Utility.objects.filter(key=found.utility).first(),
        }
    given = {name: request.GET.get(name, "") for name in PLACE}
    taken = {name: value for name, value in suggested.items() if value} if "take" in request.GET else {}
    form = IntakeForm(claims=Claim.objects.none(), initial={**given, **taken})
    page = {"form": form, "suggested": suggested, "found": found, "taken": bool(taken)}
    return render(request, "jobs/intake/_place.html", page)


@require_safe
@office_only
def check(request: StaffRequest) -> HttpResponse:
    """What the rules say so far, by what was told on the phone."""
    utility = request.GET.get("utility", "")
    row = Utility.objects.filter(pk=utility).first() if utility.isdecimal() else None
    facts = facts_of_call(request.GET, row.fact_value if row else None)
    return render(request, "jobs/intake/_check.html", {"check": words_of(pre_check(facts))})


def _open(given: dict[str, Any], request: StaffRequest) -> Job:
    """Open the job from the form; the access notes are passed as one argument."""
    typed_in = {name: value for name, value in given.items() if name not in (*ACCESS, *CHOSEN)}
    typed_in["wishes"] = "\n".join(filter(None, (given["wishes"], told_in_words(given))))
    access = {name: given[name] for name in ACCESS}
    taken_on = given["taken_on"] and bool(given["phone"] or given["email"])
    opened = intake.open_and_accept if taken_on else intake.open_job
    if given["lead"]:
        opened = partial(leads.open_job_for, lead=given["lead"], opened=opened)
    return opened(**typed_in, access=access, by=request.user)


def _opened(job: Job, request: StaffRequest) -> HttpResponse:
    """Go to the form of the act that comes next, such as booking the survey."""
    if Milestone.ACCEPTED not in job.standing:
        return redirect("jobs:overview", job.number)
    return redirect(next_on_job(request.user, job) or address_of("jobs:overview", job.number))


def _claim_to_answer(claims: QuerySet[Claim], key: str) -> Claim | None:
    return get_object_or_404(claims, pk=key) if key.isdecimal() else None


def _told_before(claim: Claim) -> dict[str, Any]:
    """Return what the form of a job for this claim begins with: person and site of the earlier job."""
    return {**_of_job(claim.job), "wishes": claim.what, "answers_claim": claim}


def _beside(request: StaffRequest) -> dict[str, Any]:
    """Return what the form of a second meter begins with: person and site of the job for the first one."""
    number = request.GET.get("beside", "")
    if not number:
        return {}
    first = get_object_or_404(Job.objects.visible_to(request.user).select_related("site"), number=number)
    return {**_of_job(first), "second_meter_of": first}


def _of_lead(request: StaffRequest) -> dict[str, Any]:
    """Return what the form begins with for a lead that came by itself."""
    key = request.GET.get("lead", "")
    if not key.isdecimal():
        return {}
    lead = get_object_or_404(Lead.objects.visible_to(request.user).waiting(), pk=key)
    told = dict(lead.told)
    utility = Utility.objects.filter(key=told.pop("utility", "")).first()
    given = {name: getattr(lead, name) for name in OF_A_LEAD}
    return {**told, **given, "utility": utility, "lead": lead}


def _of_job(job: Job) -> dict[str, Any]:
    person = job.people.order_by("pk").first()
    who = ("name", "phone", "email", "language", "is_65_or_over")
    told = {name: getattr(job.site, name) for name in SITE} | {"kind": job.kind}
    return told | ({name: getattr(person, name) for name in who} if person else {})
