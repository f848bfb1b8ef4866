"""Acts on the people of a job, its site and its utility account."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils import timezone

from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.models import Job, Person
from jobs.people.forms import PersonForm, SiteForm, UtilityAccountForm
from jobs.people.services import people, utility_accounts
from jobs.people.services import site as sites
from kilowire.floor.access import office_only
from kilowire.models import User


def visible_person(user: User, job: Job, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(user).of(job), pk=pk)


@overview_tab.act(office_only)
def add_person(page: ActPage, job: Job) -> Act:
    return Act(
        title="Add a person",
        form=PersonForm,
        does=partial(people.add_person, job=job),
        submit="Add",
    )


@overview_tab.act_on(visible_person, office_only)
def edit_person(page: ActPage, person: Person) -> Act:
    stands = {name: getattr(person, name) for name in PersonForm.base_fields if name != "roles"}
    stands["roles"] = list(person.roles.values_list("role", flat=True))
    return Act(
        title=person.name,
        form=partial(PersonForm, initial=stands),
        does=partial(people.edit_person, person=person),
        submit="Save",
    )


@overview_tab.act(office_only)
def edit_site(page: ActPage, job: Job) -> Act:
    return Act(
        title="Site",
        form=partial(SiteForm, initial=SiteForm.initial_of(job.site)),
        does=partial(sites.edit_site, job=job),
        submit="Save",
    )


@overview_tab.act(office_only)
def edit_account(page: ActPage, job: Job) -> Act:
    columns = [name for name in UtilityAccountForm.base_fields if name != "bill"]
    stands = {name: getattr(job.utility_account, name) for name in columns}
    if not (stands["account_number"] or stands["bill_checked_on"]):
        stands["bill_checked_on"] = timezone.localdate()  # copied off the bill for the first time
    return Act(
        title="Utility account",
        form=partial(UtilityAccountForm, initial=stands),
        does=partial(utility_accounts.write_down_account, job=job),
        submit="Save",
    )
