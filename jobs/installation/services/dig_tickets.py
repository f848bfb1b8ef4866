"""Dig tickets: our notices to DigAlert before trenching, their renewal, answers and end."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import DigTicket, EventKind, Job, Party, ReferenceKind
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from jobs.road.dig_clock import DigClock
from jobs.search.services import search
from kilowire.floor.days import spoken_day_and_month
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User


@transaction.atomic
def record_dig_ticket(*, job: Job, number: str, notified_on: date, by: User) -> DigTicket:
    """Record our notice to DigAlert; refused if the ticket number is in use.

    Digging may begin after two working days; the ticket is good for 28 calendar days.
    """
    job = locked(job)
    other = DigTicket.objects.filter(number=number).select_related("job").first()
    if other:
        raise Refused(
            f"Ticket {number} is already on {other.job.number}; each job has its own.", field="number"
        )
    clock = DigClock(notified_on)
    ticket = DigTicket.objects.create(
        job=job,
        number=number,
        notified_on=notified_on,
        dig_from_on=clock.dig_from,
        good_until_on=clock.expires_on,
        recorded_by=by,
    )
    search.refer(job=job, kind=ReferenceKind.DIG_TICKET, value=number, source=f"dig_ticket:{ticket.pk}")
    _record_notice(ticket, by)
    _wait_for_marks(ticket, by)
    return ticket


def _record_notice(ticket: DigTicket, by: User) -> None:
    history.record(
        job=ticket.job,
        kind=EventKind.DESK,
        sentence=f"DigAlert told, ticket {ticket.number}",
        on=ticket.notified_on,
        by=by,
        after={
            "dig_from_on": ticket.dig_from_on.isoformat(),
            "good_until_on": ticket.good_until_on.isoformat(),
        },
    )


def _wait_for_marks(ticket: DigTicket, by: User) -> None:
    open_items.add(
        job=ticket.job,
        party=Party.OTHER,
        what=f"DigAlert members to mark the ground (ticket {ticket.number})",
        key=f"jobs.dig:{ticket.pk}",
        act=f"jobs:dig_answers {ticket.pk}",
        since_on=ticket.notified_on,
        expected_on=ticket.dig_from_on,
        by=by,
    )


@transaction.atomic
def ask_to_renew(*, ticket: DigTicket) -> None:
    """Open an item for the office to renew or close a ticket about to end; asked already, nothing changes."""
    job, last_day = locked(ticket.job), spoken_day_and_month(ticket.good_until_on)
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what=f"Renew or close dig ticket {ticket.number}: it ends on {last_day}",
        key=f"jobs.dig_ends:{ticket.pk}",
        act=f"jobs:close_dig_ticket {ticket.pk}",
        expected_on=ticket.good_until_on,
        by=None,
    )


@transaction.atomic
def record_answers(*, ticket: DigTicket, answered_on: date, by: User) -> DigTicket:
    """Record that every DigAlert member has answered."""
    job = locked(ticket.job)
    ticket = locked(ticket)
    if ticket.answered_on:
        raise already(ticket.answered_by, _("recorded the answers as given"), ticket.answered_on)
    if answered_on < ticket.notified_on:
        raise Refused("Nobody answers before the notice.", field="answered_on")
    ticket.answered_on, ticket.answered_by = answered_on, by
    ticket.save(update_fields=["answered_on", "answered_by"])
    history.record(
        job=job, kind=EventKind.DESK, sentence=f"Ticket {ticket.number}: all answered", on=answered_on, by=by
    )
    open_items.end_by_key(job=job, key=f"jobs.dig:{ticket.pk}", by=by, on=answered_on)
    return ticket


@transaction.atomic
def close_dig_ticket(*, ticket: DigTicket, closed_on: date, by: User) -> DigTicket:
    """Close a ticket that is no longer needed."""
    job = locked(ticket.job)
    ticket = locked(ticket)
    if ticket.closed_on:
        did = _("closed ticket %(number)s") % {"number": ticket.number}
        raise already(ticket.closed_by, did, ticket.closed_on)
    ticket.closed_on, ticket.closed_by = closed_on, by
    ticket.save(update_fields=["closed_on", "closed_by"])
    history.record(
        job=job, kind=EventKind.DESK, sentence=f"Ticket {ticket.number} closed", on=closed_on, by=by
    )
    keys = (f"jobs.dig:{ticket.pk}", f"jobs.dig_ends:{ticket.pk}", unwinding_key("dig", ticket.pk))
    for key in keys:
        open_items.end_by_key(job=job, key=key, by=by, on=closed_on)
    return ticket
