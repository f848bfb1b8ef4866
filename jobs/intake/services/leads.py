"""Leads that came by themselves: take one in, open its job, or close it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, Lead, NotGoingAhead
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


def take_in(*, came_as: str, **given: Any) -> Lead:
    """Keep a lead; the same request again is the lead that it was."""
    return Lead.objects.get_or_create(came_as=came_as, defaults=given)[0]


@transaction.atomic
def open_job_for(*, lead: Lead, opened: Callable[..., Job], **given: Any) -> Job:
    """Open a job for this lead by ``opened``; one that has a job or is closed is ``Refused``."""
    lead = locked(lead)
    _refuse_settled(lead)
    lead.job = opened(**given)
    lead.save(update_fields=["job"])
    return lead.job


@transaction.atomic
def close(*, lead: Lead, because: str, by: User) -> Lead:
    """Close a lead of which no job comes, with the reason; one that has a job or is closed is ``Refused``."""
    lead = locked(lead)
    _refuse_settled(lead)
    lead.lost_on, lead.lost_because, lead.lost_by = timezone.localdate(), NotGoingAhead(because).value, by
    lead.save(update_fields=["lost_on", "lost_because", "lost_by"])
    return lead


def _refuse_settled(lead: Lead) -> None:
    if lead.job_id or lead.lost_on:
        raise Refused("This lead has a job or is closed already.")
