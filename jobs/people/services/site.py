"""The site of a job: one act that edits it."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction

from jobs.history.services import history
from jobs.models import EventKind, Job, Jurisdiction, Site, Utility
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.models import User


class SiteColumns(TypedDict, total=False):
    street: str
    city: str
    postal_code: str
    jurisdiction: Jurisdiction
    utility: Utility
    gate_note: str
    dog_note: str
    access_note: str


@transaction.atomic
def edit_site(*, job: Job, by: User, **new: Unpack[SiteColumns]) -> Site:
    """Change address, jurisdiction, utility or access notes, and keep the old values in the history."""
    job = locked(job)
    site = locked(job.site)
    before, after = history.changes(site, new)
    for field, value in new.items():
        setattr(site, field, value)
    site.save(update_fields=list(new))
    if before:
        history.record(
            job=job, kind=EventKind.EDITED, sentence="Site changed", by=by, before=before, after=after
        )
    job.site = site
    search.index(job)
    return site
