"""The people of a job: their details, their roles, and the homeowner's name on the job."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.models import EventKind, Job, Person, PersonRole, RoleOnJob
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.models import User


class PersonDetails(TypedDict, total=False):
    email: str
    phone: str
    language: str
    texts_agreed_on: date | None
    is_65_or_over: bool | None


class PersonColumns(PersonDetails, total=False):
    name: str


@transaction.atomic
def add_person(
    *,
    job: Job,
    name: str,
    roles: tuple[str, ...],
    by: User,
    on: date | None = None,
    **details: Unpack[PersonDetails],
) -> Person:
    """Add a person to the job and take their roles from whoever had them; only helpers may be several."""
    job = locked(job)
    person = Person.objects.create(job=job, name=name, **details)
    _give_roles(job, person, roles)
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Person added: {', '.join(PersonRole(r).label for r in roles)}",
        on=on,
        by=by,
        after={"name": name, "roles": list(roles)},
    )
    _name_the_homeowner(job)
    search.index(job)
    agreeing.bring_up_to_date(job=job, by=by)
    return person


@transaction.atomic
def edit_person(
    *,
    person: Person,
    by: User,
    roles: tuple[str, ...] | None = None,
    on: date | None = None,
    **new: Unpack[PersonColumns],
) -> Person:
    """Change a person's details or roles, and keep the old values in the history.

    ``roles`` replaces all roles of the person; None leaves them as they are.
    """
    job = locked(person.job)
    person = locked(person)
    before, after = history.changes(person, new)
    for field, value in new.items():
        setattr(person, field, value)
    person.save(update_fields=list(new))
    if roles is not None:
        before["roles"] = sorted(RoleOnJob.objects.filter(person=person).values_list("role", flat=True))
        RoleOnJob.objects.filter(person=person).exclude(role__in=roles).delete()
        _give_roles(job, person, roles)
        after["roles"] = sorted(roles)
    if before != after:
        history.record(
            job=job,
            kind=EventKind.EDITED,
            sentence="Person's details changed",
            on=on,
            by=by,
            before=before,
            after=after,
        )
    _name_the_homeowner(job)
    search.index(job)
    agreeing.bring_up_to_date(job=job, by=by)
    return person


def _give_roles(job: Job, person: Person, roles: tuple[str, ...]) -> None:
    for role in roles:
        if role != PersonRole.HELPER:
            RoleOnJob.objects.filter(job=job, role=role).exclude(person=person).delete()
        RoleOnJob.objects.get_or_create(job=job, person=person, role=role)


def _name_the_homeowner(job: Job) -> None:
    """Name the job after its occupant, else its owner, else its first person."""
    by_role = {held.role: held.person.name for held in RoleOnJob.objects.of(job).select_related("person")}
    first = Person.objects.of(job).first()
    name = by_role.get(PersonRole.OCCUPANT) or by_role.get(PersonRole.OWNER) or (first.name if first else "")
    if name != job.homeowner_name:
        job.homeowner_name = name
        job.save(update_fields=["homeowner_name"])
