"""The house is sold: the job passes to the new owner with a link of their own, and every older link ends."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.homeowner.services.links import make_link
from jobs.models import EventKind, HomeownerLink, Job, Person, PersonRole, RoleOnJob
from jobs.open_items.keys import SOLD
from jobs.open_items.services import open_items
from jobs.open_items.wanted import OFFICE, Wanted
from jobs.people.services import people, said
from jobs.road.stages import Milestone
from jobs.signing.services import requests
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User


def say_sold(*, person: Person, name: str, email: str) -> None:
    """Record that the owner sold the house, and ask the office to give the new owner a link."""
    new = ", ".join(filter(None, (name, email)))
    what = f"{person.name} sold the house: give the new owner a link ({new})"
    wanted = Wanted(SOLD, OFFICE, what[:240], act="jobs:transfer")
    said.say(person=person, sentence="Says the house is sold", because=new, wanted=wanted)


@transaction.atomic
def transfer(*, job: Job, name: str, email: str, phone: str, language: str, by: User) -> HomeownerLink:
    """Pass the job to a new owner: their roles and link, mailed if they have an email address.

    Every link of the earlier people ends, and what they still had to sign is withdrawn; their names stay on
    what was issued. Refused before close-out, when the contract is with whoever signed it.
    """
    job = locked(job)
    if Milestone.CLOSED_OUT not in job.standing:
        raise Refused("The job is not closed out: until then the contract stays with who signed it.")
    passing = {PersonRole.OWNER, PersonRole.OCCUPANT, PersonRole.ACCOUNT_HOLDER, PersonRole.PAYER}
    held = set(RoleOnJob.objects.of(job).filter(role__in=passing).values_list("role", flat=True))
    new = people.add_person(
        job=job,
        name=name,
        roles=tuple(sorted({PersonRole.OWNER.value, *held})),
        by=by,
        email=email,
        phone=phone,
        language=language,
    )
    ended = HomeownerLink.objects.filter(person__job=job, revoked_at=None)
    for link in list(ended):
        tell_on_commit(Happened.LINK_REVOKED, link=link.pk, job=job.pk, by=by.pk)
    ended.update(revoked_at=timezone.now(), revoked_by=by)
    requests.withdraw_unsigned(job=job, because=f"The house passed to {name}"[:400], by=by)
    history.record(
        job=job, kind=EventKind.LINK, sentence=f"The house passed to {name}; every older link ended", by=by
    )
    open_items.end_by_key(job=job, key=SOLD, by=by, note="The new owner has a link")
    return make_link(person=new, by=by, mail=bool(email))
