"""Turns a job's rows into the plain facts from which its sentence is made, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from jobs.job_page.facts import NODE_OF_APPOINTMENT, appointment_word, local_span, party_word
from jobs.models import Appointment, Job, OpenItem, Party, VisitOrder
from jobs.models.open_item import MUST_AGREE
from jobs.road.job_tabs import milestone_of_item
from jobs.road.must_agree import MUST_AGREE as TABLE
from jobs.road.sentences import NextTurn, SentenceFacts, Visit
from jobs.road.stages import WAIVABLE, Milestone
from kilowire.floor.days import hours

_OURS = (Party.OFFICE, Party.FIELD)
_HELD_BY = {f"{MUST_AGREE}{row.name}": row.blocks for row in TABLE}
"""The milestones of ours that wait while facts differ, by the key of the difference."""


def sentence_facts(
    job: Job, items: Iterable[OpenItem], appointments: Iterable[Appointment], today: date
) -> SentenceFacts:
    """Return the facts for the first sentence; prefetch the appointments' bookings."""
    utility, items = job.site.utility.short_name, list(items)
    return SentenceFacts(
        kind=job.kind,
        stage=job.stage,
        standing=job.standing,
        today=today,
        utility=utility,
        turns=tuple(turn_of(item, utility) for item in items),
        visits=tuple(_visit(appointment, utility) for appointment in appointments),
        waits=held_back(job),
        unwinding=sum(1 for item in items if item.unwinds),
        waived=tuple(each for each in WAIVABLE if job.waived_on(each)),
        charging_stopped_on=job.charging_stopped_on,
        held_on=job.held_on,
        held_because=job.held_because,
        cancelled_on=job.cancelled_on,
        cancelled_because=job.get_cancelled_because_display(),
        settled_on=job.settled_on,
        differences=tuple(item.what for item in items if item.is_a_difference),
    )


def held_back(job: Job) -> tuple[str, ...]:
    """Return the milestones that the city's order of visits holds back for now."""
    adapter_first = job.site.jurisdiction.visit_order == VisitOrder.SET_BEFORE_FINAL
    too_early = adapter_first and Milestone.ADAPTER_SET not in job.standing
    return (Milestone.INSPECTION_PASSED.value,) if too_early else ()


def turn_of(item: Any, utility: str) -> NextTurn:
    """Return an open item, or a row with its columns, as a plain value."""
    return NextTurn(
        party=party_word(item.party, utility),
        what=item.what,
        expected_on=item.expected_on,
        window=item.window,
        stake_usd=item.stake_usd,
        is_utility=item.party == Party.UTILITY,
        ours=item.party in _OURS,
        milestone=milestone_of_item(item.key),
        blocks=item.blocks,
        differs=item.key.startswith(MUST_AGREE),
        holds=_HELD_BY.get(item.key, ()),
    )


def _visit(appointment: Appointment, utility: str) -> Visit:
    return visit_of(appointment, utility, [b.technician.name for b in appointment.bookings.all()])


def visit_of(appointment: Any, utility: str, who: Iterable[str] = ()) -> Visit:
    """Return an appointment without an outcome, or a row with its columns, as a plain value."""
    start, end = local_span(appointment)
    node = NODE_OF_APPOINTMENT.get(appointment.kind)
    over = appointment.ends_at < timezone.now()
    word = appointment_word(appointment.kind, utility)
    return Visit(tuple(who), word, start.date(), hours(start, end), node, over)
