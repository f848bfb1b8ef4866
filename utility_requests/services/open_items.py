"""Bring a job's open items at the utility up to date with its records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, OpenItem
from jobs.open_items.keys import LOCK_RING, retake_slot
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.models import User
from utility_requests.models import InterconnectionRequest
from utility_requests.models.window import WindowOver
from utility_requests.services import reading
from utility_requests.services.reading import RequestRows
from utility_requests.services.visit_readiness import judged_on, known_of_coming, red_items, stake_usd
from utility_requests.standing import (
    Application,
    ComingVisit,
    DoneVisit,
    Fee,
    Interconnection,
    RedItem,
    RequestFacts,
)
from utility_requests.visit_evidence import Known
from utility_requests.wanted import PREFIX, wanted_items


@transaction.atomic
def refresh(*, job: Job, by: User | None) -> Job:
    """Judge the coming visit again and bring every open item at the utility up to date."""
    job = locked(job)
    bring_up_to_date(job, by)
    return job


def bring_up_to_date(job: Job, by: User | None, *, on: date | None = None, note: str = "") -> None:
    """Open the items that are owed and end those that are not. Call it under the job's lock.

    ``on`` is the day of the act. An act recorded late opens only what was owed on its day and still is owed.
    """
    today, on_file = timezone.localdate(), reading.request_rows(job)
    known = known_of_coming(on_file) if on_file.request and on_file.request.is_live else None
    facts, on = request_facts(on_file, known, today), on or today
    wanted = wanted_items(facts)
    if on != today:
        then = replace(facts, today=on, red=_red(on_file, known, on))
        owed_then = {each.key for each in wanted_items(then)}
        wanted = tuple(replace(each, opens=each.key in owed_then) for each in wanted)
    open_items.bring_up_to_date(job=job, wanted=wanted, prefixes=(PREFIX,), by=by, on=on, note=note)


def request_facts(on_file: RequestRows, known: Known | None, today: date) -> RequestFacts:
    """Return the state of this job at the utility as plain values; ``known`` of the coming visit, if any."""
    job = on_file.job
    ledger = reading.ledger(on_file)
    open_keys = set(OpenItem.objects.of(job).open().values_list("key", flat=True))
    over = {visit.ordinal for visit in on_file.visits if visit.outcome}
    return RequestFacts(
        utility=job.site.utility.short_name,
        kind=job.kind,
        today=today,
        application=_application(on_file),
        coming=_coming(on_file),
        done=_done(on_file),
        fees=tuple(Fee(f.ordinal, f.state, f.amount_usd, f.ordinal in over) for f in ledger.fees),
        to_mend=tuple(
            (failure.pk, failure.reason)
            for visit in on_file.visits
            for failure in visit.failures.all()
            if failure.undone_on is None and failure.mended_on is None
        ),
        red=_red(on_file, known, today),
        interconnection=_interconnection(job),
        closed=bool(job.cancelled_on or (job.closed_out_on and on_file.done)),
        lock_ring_asked_for=LOCK_RING in open_keys,
        retakes_asked_for=frozenset(filter(None, map(retake_slot, open_keys))),
    )


def _red(on_file: RequestRows, known: Known | None, day: date) -> tuple[RedItem, ...]:
    return red_items(on_file, judged_on(on_file, known, day)) if known else ()


def _interconnection(job: Job) -> Interconnection | None:
    rule_21 = InterconnectionRequest.objects.of(job).live().first()
    if rule_21 is None:
        return None
    return Interconnection(rule_21.submitted_on, rule_21.approved_on, rule_21.permission_on)


def _application(on_file: RequestRows) -> Application | None:
    request = on_file.request
    if request is None:
        return None
    return Application(
        submitted_on=request.submitted_on,
        typical_on=reading.typical_on(request, on_file.job),
        approved=Milestone.UTILITY_APPROVED in on_file.job.standing,
        approved_on=request.approved_on,
        has_approval_paper=request.approval_paper_id is not None,
        ended_as=request.ended_as,
        ended_on=request.ended_on,
        ended_because=request.ended_because,
    )


def _coming(on_file: RequestRows) -> ComingVisit | None:
    visit, window, job = on_file.coming, on_file.window, on_file.job
    if visit is None:
        return None
    earlier = [w.over_on for w in on_file.windows.get(visit.pk, []) if w.over_as != WindowOver.UNDONE]
    asked_since = [visit.due_on, job.utility_approved_on or job.utility_approved_waived_on, *earlier]
    return ComingVisit(
        ordinal=visit.ordinal,
        fee_usd=visit.tariff.amount_usd,
        stake_usd=stake_usd(on_file, visit),
        since_on=max(day for day in asked_since if day),
        window_on=window.starts_on if window else None,
        window_ends_on=window.ends_on if window else None,
        hours=window.hours if window else "",
        given_on=window.given_on if window else None,
        window_waived=job.outage_confirmed_waived_on is not None,
        adapter_is_ours=on_file.adapter is not None and on_file.adapter.title_passed_on is None,
    )


def _done(on_file: RequestRows) -> DoneVisit | None:
    visit = on_file.done
    if visit is None:
        return None
    return DoneVisit(
        has_seal_photo=reading.has_seal_photo(on_file.job),
    )
