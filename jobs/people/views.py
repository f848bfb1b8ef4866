"""Who and where: accept the job, mend its kind, people, site and utility account."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jobs.intake.forms import AcceptForm, KindForm, SiteForm
from jobs.intake.services import intake
from jobs.job_page.page import visible_job
from jobs.models import Person
from jobs.people.forms import PersonForm, UtilityAccountForm
from jobs.people.services import people, utility_accounts
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, overview_act, typed


@form_page
@office_only
def accept(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(intake.accept_job, job=job)
    form = AcceptForm(**typed(request))
    return overview_act(request, job, form, act, title="Take the job on", submit="Take it on")


@form_page
@office_only
def change_kind(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = KindForm(**typed(request), initial={"kind": job.kind})
    act = partial(intake.change_kind, job=job)
    return overview_act(request, job, form, act, title="Another kind of job", submit="Change")


@form_page
@office_only
def add_person(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(people.add_person, job=job)
    form = PersonForm(**typed(request))
    return overview_act(request, job, form, act, title="Add a person", submit="Add")


@form_page
@office_only
def edit_person(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    person = get_object_or_404(Person.objects.visible_to(request.user).of(job), pk=pk)
    stands = {name: getattr(person, name) for name in PersonForm.base_fields if name != "roles"}
    stands["roles"] = list(person.roles.values_list("role", flat=True))
    form = PersonForm(**typed(request), initial=stands)
    act = partial(people.edit_person, person=person)
    return overview_act(request, job, form, act, title=person.name, submit="Save")


@form_page
@office_only
def edit_site(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = SiteForm(**typed(request), initial=SiteForm.initial_of(job.site))
    act = partial(intake.edit_site, job=job)
    return overview_act(request, job, form, act, title="Site", submit="Save")


@form_page
@office_only
def edit_account(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    columns = [name for name in UtilityAccountForm.base_fields if name != "bill"]
    stands = {name: getattr(job.utility_account, name) for name in columns}
    form = UtilityAccountForm(**typed(request), initial=stands)
    act = partial(utility_accounts.write_down_account, job=job)
    return overview_act(request, job, form, act, title="Utility account", submit="Save")
