"""The homeowner's link: make, mail and revoke it; and a homeowner's report of done."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, HomeownerLink, OpenItem, Party, Person
from jobs.notices.services.notices import write_notice
from jobs.open_items.services import open_items
from jobs.road.item_endings import SAID_DONE
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User

LINK_DAYS = 400


@transaction.atomic
def make_link(*, person: Person, by: User, mail: bool = False) -> HomeownerLink:
    """Make a link to the status page for this person and revoke the older one; mailed if ``mail``."""
    job = locked(person.job)
    _end_links(person, by)
    expires_at = timezone.now() + timedelta(days=LINK_DAYS)
    link = HomeownerLink.objects.create(person=person, made_by=by, expires_at=expires_at)
    history.record(job=job, kind=EventKind.LINK, sentence=f"Status page opened for {person.name}", by=by)
    tell_on_commit(Happened.LINK_MADE, link=link.pk, job=job.pk, by=by.pk)
    if mail:
        write_notice(
            person=person, template="status_link", what="the address of the status page", link=link, by=by
        )
    return link


@transaction.atomic
def mail_link(*, link: HomeownerLink, by: User) -> HomeownerLink:
    """Mail a link to its person again; refused once it is revoked."""
    job = locked(link.person.job)
    link = locked(link)
    _refuse_if_revoked(link)
    tell_on_commit(Happened.LINK_MAILED, link=link.pk, job=job.pk, by=by.pk)
    write_notice(
        person=link.person, template="status_link", what="the address of the status page", link=link, by=by
    )
    return link


@transaction.atomic
def revoke_link(*, link: HomeownerLink, by: User) -> HomeownerLink:
    """Revoke a link, so that it no longer opens the page; refused if it was revoked already."""
    job = locked(link.person.job)
    link = locked(link)
    _refuse_if_revoked(link)
    _end_links(link.person, by)
    history.record(job=job, kind=EventKind.LINK, sentence=f"Status page of {link.person.name} closed", by=by)
    tell_on_commit(Happened.LINK_REVOKED, link=link.pk, job=job.pk, by=by.pk)
    return locked(link)


@transaction.atomic
def say_done(*, link: HomeownerLink, item: OpenItem) -> OpenItem:
    """Record that the homeowner reports an open item as done, and ask the office to check it."""
    job = locked(link.person.job)
    item = locked(item)
    if item.ended_on:
        raise Refused(_("Thank you, this was settled already."))
    key = f"{SAID_DONE}{item.pk}"
    if OpenItem.objects.of(job).open().filter(key=key).exists():
        raise Refused(_("Thank you, you told us already. We look at it."))
    history.record(
        job=job,
        kind=EventKind.LINK,
        sentence=f"Says it is done: {item.what}"[:400],
        by=None,
        by_person=link.person.name,
    )
    return open_items.add(
        job=job,
        party=Party.OFFICE,
        what=f"{link.person.name} says it is done, look: {item.what}",
        key=key,
        act=f"jobs:end_open_item {item.pk}",
        by=None,
    )


def _end_links(person: Person, by: User) -> None:
    HomeownerLink.objects.filter(person=person, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )


def _refuse_if_revoked(link: HomeownerLink) -> None:
    if link.revoked_at:
        raise already(link.revoked_by, _("closed this page"), timezone.localtime(link.revoked_at))
