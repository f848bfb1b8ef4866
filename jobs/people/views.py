"""Who and where: accept the job, mend its kind, people, site and utility account."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jobs.job_page.act_page import overview_act
from jobs.job_page.page import visible_job
from jobs.models import Person
from jobs.people.forms import PersonForm, SiteForm, UtilityAccountForm
from jobs.people.services import people, utility_accounts
from jobs.people.services import site as sites
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed


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
    act = partial(sites.edit_site, job=job)
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
