"""The Rule 21 interconnection application, from the facts that require it to permission to operate."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, Job, ReferenceKind
from jobs.open_items.keys import RULE_21
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.search.services import search
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason
from kilowire.models import User
from utility_requests.models import InterconnectionRequest
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.reading import assessed

COLUMNS = ("number", "submitted_on", "approved_on", "permission_on")


@transaction.atomic
def open_interconnection(*, job: Job, why: str, by: User, on: date | None = None) -> InterconnectionRequest:
    """Open the job's Rule 21 application; refused while one is open."""
    job, on = locked(job), on or timezone.localdate()
    live = InterconnectionRequest.objects.of(job).live().select_related("opened_by").first()
    if live:
        raise already(live.opened_by, _("opened it"), live.opened_on)
    opened = _open(job, why, on, by)
    bring_up_to_date(job, by, on=on)
    return opened


def open_where_facts_call_for_it(job: Job, on: date, by: User) -> InterconnectionRequest | None:
    """Open the Rule 21 application if the eligibility answer requires one. Call it under the job's lock."""
    context = assessed(job)
    if not context.get("rule21_required") or InterconnectionRequest.objects.of(job).exists():
        return None
    return _open(job, _why(context.get("facts", {})), on, by)


@transaction.atomic
def record_interconnection(
    *,
    interconnection: InterconnectionRequest,
    by: User,
    number: str,
    submitted_on: date | None,
    approved_on: date | None,
    permission_on: date | None,
    paper: File[bytes] | None = None,
) -> InterconnectionRequest:
    """Record number and progress of the Rule 21 application; the earlier values stay in the history."""
    interconnection = locked(interconnection)
    job = locked(interconnection.job)
    if interconnection.ended_on:
        raise Refused(f"This application ended on {spoken_day(interconnection.ended_on)}.")
    _refuse_days(submitted_on, approved_on, permission_on)
    new = dict(zip(COLUMNS, (number.strip(), submitted_on, approved_on, permission_on), strict=True))
    before, after = history.changes(interconnection, new)
    for name, value in new.items():
        setattr(interconnection, name, value)
    if paper:
        interconnection.paper = paperwork.file_upload(
            job=job, kind=UploadKind.INTERCONNECTION, file=paper, by=by
        )
    interconnection.save(update_fields=[*COLUMNS, "paper"])
    if after:
        said = "Rule 21 interconnection brought up to date"
        history.record(job=job, kind=EventKind.DESK, sentence=said, by=by, before=before, after=after)
    if "number" in after:
        kind, source = ReferenceKind.INTERCONNECTION, f"interconnection:{interconnection.pk}"
        search.refer(job=job, kind=kind, value=after["number"], replacing=before["number"], source=source)
    bring_up_to_date(job, by)
    return interconnection


@transaction.atomic
def end_interconnection(
    *, interconnection: InterconnectionRequest, because: str, by: User, on: date | None = None
) -> InterconnectionRequest:
    """End a Rule 21 application that was denied or is not needed, for a written reason."""
    interconnection = locked(interconnection)
    job, on = locked(interconnection.job), on or timezone.localdate()
    if interconnection.ended_on:
        raise Refused(f"This application already ended on {spoken_day(interconnection.ended_on)}.")
    needs_reason(because)
    interconnection.ended_on, interconnection.ended_because = on, because[:400]
    interconnection.save(update_fields=["ended_on", "ended_because"])
    history.record(
        job=job, kind=EventKind.DESK, sentence="Rule 21 interconnection ended", because=because, on=on, by=by
    )
    bring_up_to_date(job, by)
    return interconnection


def _open(job: Job, why: str, on: date, by: User) -> InterconnectionRequest:
    opened = InterconnectionRequest.objects.create(job=job, why=why, opened_on=on, opened_by=by)
    open_items.end_by_key(job=job, key=RULE_21, by=by, on=on, note="Opened as a record of its own")
    history.record(
        job=job, kind=EventKind.DESK, sentence="Rule 21 interconnection opened", because=why, on=on, by=by
    )
    return opened


def _why(facts: dict[str, object]) -> str:
    loads = facts.get("loads")
    words = [load for load in ("solar", "battery") if isinstance(loads, list) and load in loads]
    if facts.get("backup_wanted"):
        words.append("backup")
    return (
        f"{' and '.join(words).capitalize() or 'Generation'} on site: the adapter's request does not cover it"
    )


def _refuse_days(submitted_on: date | None, approved_on: date | None, permission_on: date | None) -> None:
    days = [("submitted_on", submitted_on), ("approved_on", approved_on), ("permission_on", permission_on)]
    for (_earlier, before), (field, after) in pairwise(days):
        if after and not before:
            raise Refused("Fill in the day before it first.", field=field)
        if after and before and after < before:
            raise Refused(f"That is before {spoken_day(before)}.", field=field)
    for field, day in days:
        if day:
            day_has_come(day, field=field)
