"""The people of a job: their details, their roles, and the homeowner's name on the job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.models import EventKind, Job, Means, Person, PersonRole, RoleOnJob
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.normal.phones import text_number
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
    person = Person.objects.create(job=job, name=name, **details, **_about_texts(Person(), details))
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
    _save(person, {**new, **_about_texts(person, new)})
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


def _save(person: Person, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(person, name, value)
    person.save(update_fields=list(columns))


def _about_texts(person: Person, new: Mapping[str, Any]) -> dict[str, Any]:
    """Return what follows from a phone and a consent: another number is not proved by an earlier text."""
    columns: dict[str, Any] = {}
    number = text_number(new.get("phone", person.phone))
    if number != person.text_number:
        columns |= {"text_number": number, "number_proved_at": None}
    if "texts_agreed_on" in new and new["texts_agreed_on"] != person.texts_agreed_on:
        columns["texts_agreed_by"] = Means.OFFICE.value if new["texts_agreed_on"] else ""
    return columns


def _give_roles(job: Job, person: Person, roles: tuple[str, ...]) -> None:
    for role in roles:
        if role != PersonRole.HELPER:
            RoleOnJob.objects.filter(job=job, role=role).exclude(person=person).delete()
        RoleOnJob.objects.get_or_create(job=job, person=person, role=role)


def homeowner_of(people: Iterable[Person], roles: Iterable[RoleOnJob]) -> str:
    """Return the name that a job goes by: its occupant's, else its owner's, else its first person's."""
    names = {person.pk: person.name for person in people}
    held = {each.role: names.get(each.person_id, "") for each in roles}
    return held.get(PersonRole.OCCUPANT) or held.get(PersonRole.OWNER) or next(iter(names.values()), "")


def _name_the_homeowner(job: Job) -> None:
    name = homeowner_of(Person.objects.of(job), RoleOnJob.objects.of(job))
    if name != job.homeowner_name:
        job.homeowner_name = name
        job.save(update_fields=["homeowner_name"])
