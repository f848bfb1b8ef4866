"""Notices to the people of a job: written as rows, sent by the worker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    Document,
    DocumentStatus,
    EventKind,
    HomeownerLink,
    Job,
    Notice,
    OneTimeCode,
    Person,
    PersonRole,
)
from jobs.models.notice import NOT_YET
from jobs.notices import tasks
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def write_notice(
    *,
    person: Person,
    template: str,
    what: str = "",
    by: User | None = None,
    context: dict[str, Any] | None = None,
    link: HomeownerLink | None = None,
    code: OneTimeCode | None = None,
    document: Document | None = None,
    due_at: datetime | None = None,
) -> Notice:
    """Write a notice to this person, sent at once, at ``due_at``, or when its paper is ready.

    ``what`` completes the history's "Message to …: ". Link and code are given by row, never by secret.
    Refused if the person has no e-mail address.
    """
    job = locked(person.job)
    if not person.email:
        raise Refused(f"{person.name} has no e-mail address; add one first.", field="person")
    due_at, now = _not_before_its_paper(document, due_at), timezone.now()
    notice = Notice.objects.create(
        person=person,
        template=template,
        context=context or {},
        link=link,
        code=code,
        document=document,
        due_at=due_at or now,
        rung_at=None if due_at else now,
    )
    history.record(
        job=job,
        kind=EventKind.SENT,
        sentence=f"Message to {person.name}: {what or template.replace('_', ' ')}",
        by=by,
        after={"notice": notice.pk},
    )
    if due_at is None:
        tasks.send_notice.delay_on_commit(notice.pk)
    return notice


def _not_before_its_paper(document: Document | None, due_at: datetime | None) -> datetime | None:
    if document is None:
        return due_at
    # Locked, so that the paper cannot become ready between this check and the commit.
    return due_at if locked(document).status == DocumentStatus.READY else NOT_YET


def homeowners(job: Job) -> list[Person]:
    """Return owner and occupant of the house, each once."""
    roles = (PersonRole.OWNER, PersonRole.OCCUPANT)
    return list(Person.objects.of(job).filter(roles__role__in=roles).distinct())


def tell_owner_of_paper(*, document: Document, by: User) -> Notice | None:
    """Notify the owner that this paper is on their page; None if they have no live link or no e-mail."""
    links = (
        HomeownerLink.objects.live(timezone.now()).filter(person__job=document.job).exclude(person__email="")
    )
    link = links.filter(person__roles__role=PersonRole.OWNER).select_related("person").first()
    if link is None:
        return None
    return write_notice(
        person=link.person,
        template="paper_ready",
        what=f"{document.title.lower()} is ready",
        by=by,
        link=link,
        document=document,
    )
