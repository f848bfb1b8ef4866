"""Bring the desk's open items up to date with how its records stand."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, OpenItem
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.models import User
from utility_requests.models import InterconnectionRequest
from utility_requests.models.visit import WindowOver
from utility_requests.services import reading
from utility_requests.services.reading import Drawer
from utility_requests.services.visit_readiness import judged, red_items, stake_usd
from utility_requests.standing import Application, ComingVisit, Desk, DoneVisit, Fee, Interconnection
from utility_requests.turns import DESK, READINESS, SEAL, TITLE, Turn, turns

TAB = "utility_requests:utility_request"
LOCK_RING = f"{READINESS}lock_ring"
ASKED_BY_THE_WALL = "assessments.lock_ring"  # the survey's own item, with the number to call
PAGE_OF_ITEM = {
    SEAL: "jobs:photos",
    TITLE: "jobs:installation",
    f"{READINESS}staged": "jobs:photos",
    f"{READINESS}adapter": "jobs:photos",
    f"{READINESS}signal_cable": "jobs:installation",
    f"{READINESS}live_conductors": "jobs:installation",
}


@transaction.atomic
def look_again(*, job: Job, by: User | None) -> Job:
    """Judge the visit to come anew and bring every open item of the desk up to date."""
    job = locked(job)
    bring_up_to_date(job, by)
    return job


def bring_up_to_date(job: Job, by: User | None, *, on: date | None = None, note: str = "") -> None:
    """Open what somebody owes and end what nobody owes any more; call it under the job's lock.

    ``on`` is the day of the act. Recorded late, an act opens only what was owed on its day and still is.
    """
    today, held = timezone.localdate(), reading.drawer(job)
    owed = {turn.key: turn for turn in turns(desk_now(held, today))}
    on = on or today
    wanted = owed if on == today else {turn.key: turn for turn in turns(desk_now(held, on))}
    open_now = {
        item.key: item for item in OpenItem.objects.of(job).open().exclude(key="").filter(unwinds=False)
    }
    if ASKED_BY_THE_WALL in open_now:
        owed.pop(LOCK_RING, None)
    standing = {key: item for key, item in open_now.items() if key.startswith(DESK)}
    for key, item in list(standing.items()):
        if key not in owed or _lost_its_day(item, owed[key]):
            del standing[key]
            open_items.end_by_key(job=job, key=key, by=by, note=note, on=max(on, item.since_on))
    for key, turn in owed.items():
        if (key in standing and _differs(standing[key], turn)) or (key not in standing and key in wanted):
            _open(job, turn, on, by)


def _open(job: Job, turn: Turn, on: date, by: User | None) -> None:
    open_items.add(
        job=job,
        party=turn.party,
        what=turn.what,
        key=turn.key,
        act=PAGE_OF_ITEM.get(turn.key, TAB),
        since_on=turn.since_on or on,
        expected_on=turn.expected_on,
        window=turn.window,
        stake_usd=turn.stake_usd,
        blocks=turn.blocks,
        by=by,
    )


def _lost_its_day(item: OpenItem, turn: Turn) -> bool:
    """A readiness item whose window is gone is opened anew, since a wait keeps the day it had."""
    return item.key.startswith(READINESS) and bool(item.expected_on) and turn.expected_on is None


def _differs(item: OpenItem, turn: Turn) -> bool:
    held = (item.party, item.what, item.window, item.stake_usd, item.blocks)
    return held != (turn.party, turn.what[:240], turn.window, turn.stake_usd, turn.blocks) or (
        turn.expected_on is not None and turn.expected_on != item.expected_on
    )


def desk_now(held: Drawer, today: date) -> Desk:
    """How everything on the desk stands for this job, as plain values."""
    job = held.job
    ledger = reading.ledger(held)
    over = {visit.ordinal for visit in held.visits if visit.outcome}
    rule_21 = InterconnectionRequest.objects.of(job).live().first()
    return Desk(
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
        interconnection=rule_21
        and Interconnection(rule_21.submitted_on, rule_21.approved_on, rule_21.permission_on),
        closed=bool(job.cancelled_on or (job.closed_out_on and held.done)),
    )


def _application(held: Drawer) -> Application | None:
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


def _coming(held: Drawer) -> ComingVisit | None:
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
        adapter_is_ours=held.unit is not None and held.unit.title_passed_on is None,
    )


def _done(held: Drawer) -> DoneVisit | None:
    visit = held.done
    if visit is None:
        return None
    unit = held.unit
    return DoneVisit(
        serial_seen=visit.serial_seen,
        serial_bought=unit.serial if unit else "",
        placed=visit.outcome == "set",
        has_seal_photo=reading.has_seal_photo(held.job),
    )
