"""Bring the open items at the utility up to date with how its records stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, OpenItem
from jobs.open_items.keys import LOCK_RING
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.models import User
from utility_requests.models import InterconnectionRequest
from utility_requests.models.window import WindowOver
from utility_requests.services import reading
from utility_requests.services.reading import CaseRows
from utility_requests.services.visit_readiness import judged, red_items, stake_usd
from utility_requests.standing import Application, CaseFacts, ComingVisit, DoneVisit, Fee, Interconnection
from utility_requests.wanted import PREFIX, wanted_items


@transaction.atomic
def look_again(*, job: Job, by: User | None) -> Job:
    """Judge the visit to come anew and bring every open item at the utility up to date."""
    job = locked(job)
    bring_up_to_date(job, by)
    return job


def bring_up_to_date(job: Job, by: User | None, *, on: date | None = None, note: str = "") -> None:
    """Open what somebody owes and end what nobody owes any more; call it under the job's lock.

    ``on`` is the day of the act. Recorded late, an act opens only what was owed on its day and still is.
    """
    today, held = timezone.localdate(), reading.case_rows(job)
    wanted, on = wanted_items(case_facts(held, today)), on or today
    if on != today:
        owed_then = {each.key for each in wanted_items(case_facts(held, on))}
        wanted = tuple(replace(each, opens=each.key in owed_then) for each in wanted)
    open_items.bring_up_to_date(job=job, wanted=wanted, prefixes=(PREFIX,), by=by, on=on, note=note)


def case_facts(held: CaseRows, today: date) -> CaseFacts:
    """How everything at the utility stands for this job, as plain values."""
    job = held.job
    ledger = reading.ledger(held)
    over = {visit.ordinal for visit in held.visits if visit.outcome}
    return CaseFacts(
        utility=job.site.utility.short_name,
        kind=job.kind,
        today=today,
        application=_application(held),
        coming=_coming(held),
        done=_done(held),
        fees=tuple(Fee(f.ordinal, f.state, f.amount_usd, f.ordinal in over) for f in ledger.fees),
        to_mend=tuple(
            (failure.pk, failure.reason)
            for visit in held.visits
            for failure in visit.failures.all()
            if failure.undone_on is None and failure.mended_on is None
        ),
        red=red_items(held, judged(held, today)) if held.request and held.request.is_live else (),
        interconnection=_interconnection(job),
        closed=bool(job.cancelled_on or (job.closed_out_on and held.done)),
        lock_ring_asked_for=OpenItem.objects.of(job).open().filter(key=LOCK_RING).exists(),
    )


def _interconnection(job: Job) -> Interconnection | None:
    rule_21 = InterconnectionRequest.objects.of(job).live().first()
    if rule_21 is None:
        return None
    return Interconnection(rule_21.submitted_on, rule_21.approved_on, rule_21.permission_on)


def _application(held: CaseRows) -> Application | None:
    request = held.request
    if request is None:
        return None
    return Application(
        submitted_on=request.submitted_on,
        typical_on=reading.typical_on(request, held.job),
        approved=Milestone.UTILITY_APPROVED in held.job.standing,
        approved_on=request.approved_on,
        has_approval_paper=request.approval_paper_id is not None,
        ended_as=request.ended_as,
        ended_on=request.ended_on,
        ended_because=request.ended_because,
    )


def _coming(held: CaseRows) -> ComingVisit | None:
    visit, window, job = held.coming, held.window, held.job
    if visit is None:
        return None
    earlier = [w.over_on for w in held.windows.get(visit.pk, []) if w.over_as != WindowOver.UNDONE]
    asked_since = [visit.due_on, job.utility_approved_on or job.utility_approved_waived_on, *earlier]
    return ComingVisit(
        ordinal=visit.ordinal,
        fee_usd=visit.tariff.amount_usd,
        stake_usd=stake_usd(held, visit),
        since_on=max(day for day in asked_since if day),
        window_on=window.starts_on if window else None,
        window_ends_on=window.ends_on if window else None,
        hours=window.hours if window else "",
        given_on=window.given_on if window else None,
        window_waived=job.outage_confirmed_waived_on is not None,
        adapter_is_ours=held.adapter is not None and held.adapter.title_passed_on is None,
    )


def _done(held: CaseRows) -> DoneVisit | None:
    visit = held.done
    if visit is None:
        return None
    adapter = held.adapter
    return DoneVisit(
        serial_seen=visit.serial_seen,
        serial_bought=adapter.serial if adapter else "",
        placed=visit.outcome == "set",
        has_seal_photo=reading.has_seal_photo(held.job),
    )
