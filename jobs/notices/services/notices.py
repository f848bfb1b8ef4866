"""Notices to the people of a job: written as rows, sent by the worker.

An act calls ``tell``; who reads it, by which channel and in which language is settled here and on sending.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    Channel,
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
from jobs.notices.kinds import NEWS_FOR_DAYS, NOTICES, TOLD_BY_MILESTONE, NoticeKind
from jobs.notices.outbox.channels import channel_for
from jobs.notices.outbox.sending import GATHERED_FOR
from jobs.road.stages import Milestone
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
    until: datetime | None = None,
    cause: str = "",
) -> Notice:
    """Write a notice to this person; ``template`` is its kind.

    One that goes at once leaves now, any other in a minute, so that several go as one message; or at
    ``due_at``, or when its paper is ready. It is not sent once its ``cause`` is gone
    (``jobs.notices.outbox.holding``), and is of no use from ``until`` on. ``what`` completes the history's
    "Message to …: ". Link and code are given by row, never by secret. Refused if nothing reaches the person.
    """
    job, now = locked(person.job), timezone.now()
    due_at = _not_before_its_paper(document, due_at or _end_of_minute(template, now))
    notice = Notice.objects.create(
        person=person,
        template=template,
        channel=reaching(person, template),
        context=context or {},
        link=link,
        code=code,
        document=document,
        cause=cause,
        until=until,
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


def _end_of_minute(kind: str, now: datetime) -> datetime | None:
    return None if kind not in NOTICES or NOTICES[kind].at_once else now + GATHERED_FOR


def reaching(person: Person, kind: str) -> Channel:
    """Return the channel by which this person is told; refused if nothing reaches them."""
    channel = channel_for(person, kind)
    if channel is None:
        raise Refused(f"{person.name} has no email address; add one first.", field="person")
    return channel


def _not_before_its_paper(document: Document | None, due_at: datetime | None) -> datetime | None:
    if document is None:
        return due_at
    # Locked, so that the paper cannot become ready between this check and the commit.
    return due_at if locked(document).status == DocumentStatus.READY else NOT_YET


@transaction.atomic
def tell(
    *,
    job: Job,
    kind: NoticeKind,
    by: User | None = None,
    on: date | None = None,
    people: Iterable[Person] | None = None,
    context: dict[str, Any] | None = None,
    cause: str = "",
    until: datetime | None = None,
    document: Document | None = None,
    due_at: datetime | None = None,
) -> list[Notice]:
    """Tell the homeowners of something, and return the notices that were written.

    They are owner and occupant to whom a page is open, or ``people``; left out is who cannot be reached or
    does not want this kind. ``context`` holds plain JSON values for the template: ``day``, ``last_day`` and
    ``window``, or ``starts_at`` and ``ends_at``, become ``when``. What happened ``on`` a day more than
    ``NEWS_FOR_DAYS`` ago is told to nobody.
    """
    job = locked(job)
    if on and (timezone.localdate() - on).days > NEWS_FOR_DAYS:
        return []
    readers = readers_of_page(job) if people is None else people
    return [
        write_notice(
            person=person,
            template=kind,
            what=NOTICES[kind].about,
            by=by,
            context=context,
            cause=cause,
            until=until,
            document=document,
            due_at=due_at,
        )
        for person in readers
        if kind not in person.stopped_kinds and channel_for(person, kind)
    ]


def tell_milestone(*, job: Job, milestone: Milestone, by: User | None, on: date, again: bool = False) -> None:
    """Tell what this milestone means for the homeowner, if anything, and nothing where it is moved ``again``.

    The caller has locked the job.
    """
    kind = TOLD_BY_MILESTONE.get(milestone)
    if kind is None or again or (kind == NoticeKind.MAY_CHARGE and not job.may_charge):
        return
    context = {"removal": job.kind == "removal"}
    tell(job=job, kind=kind, by=by, on=on, context=context, cause=f"milestone:{milestone}")


def readers_of_page(job: Job) -> list[Person]:
    """Return owner and occupant of the house to whom a status page is open, each once."""
    live = HomeownerLink.objects.live(timezone.now()).filter(person__job=job)
    roles = (PersonRole.OWNER, PersonRole.OCCUPANT)
    return list(Person.objects.of(job).filter(pk__in=live.values("person"), roles__role__in=roles).distinct())


def homeowners(job: Job) -> list[Person]:
    """Return owner and occupant of the house, each once."""
    roles = (PersonRole.OWNER, PersonRole.OCCUPANT)
    return list(Person.objects.of(job).filter(roles__role__in=roles).distinct())


def tell_owner_of_paper(*, document: Document, by: User) -> Notice | None:
    """Notify the owner that this paper is on their page; None if they have no live link or no email."""
    links = HomeownerLink.objects.live(timezone.now()).filter(person__job=document.job)
    link = links.filter(person__roles__role=PersonRole.OWNER).select_related("person").first()
    kind = NoticeKind.PAPER_READY
    if link is None or kind in link.person.stopped_kinds or channel_for(link.person, kind) is None:
        return None
    return write_notice(
        person=link.person,
        template=kind,
        what=f"{document.title.lower()} is ready",
        by=by,
        link=link,
        document=document,
    )
