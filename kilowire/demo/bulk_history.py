"""History, references, search words and open items of many jobs at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jobs.models import (
    Event,
    EventKind,
    NotGoingAhead,
    OpenItem,
    Party,
    Reference,
    ReferenceKind,
    SearchWord,
)
from jobs.open_items.keys import ACCEPT, unwinding_key
from jobs.road.stages import STEP, Stage
from jobs.search.words import search_words
from kilowire.demo.bulk_jacket import Directory, Written, noon
from kilowire.demo.bulk_plans import M

# The open item of a job at this stage: its party, what it is for, and the page of the act.
ITEM_AT: dict[Stage, tuple[Party, str, str]] = {
    Stage.INTAKE: (Party.OFFICE, "Decide whether we take the job", "jobs:overview"),
    Stage.ASSESSMENT: (Party.HOMEOWNER, "Choose a day for the survey", "jobs:overview"),
    Stage.ELIGIBILITY: (Party.OFFICE, "Record the verdict", "assessments:assessment"),
    Stage.AGREEMENT: (Party.OWNER, "Sign the contract", "jobs:agreement"),
    Stage.INSTALLATION: (Party.FIELD, "Install circuit and charger", "jobs:installation"),
    Stage.COMMISSIONING: (Party.FIELD, "Test the charger and show it", "jobs:installation"),
    Stage.CLOSE_OUT: (Party.OFFICE, "Register the devices and close out", "jobs:closeout"),
}


def write_history(batch: list[Written], known: Directory) -> None:
    """Write events, references, search words and the open items of ``jobs``."""
    Event.objects.bulk_create(event for each in batch for event in _events(each, known))
    numbers = {each.job.pk: list(_numbers(each)) for each in batch}
    Reference.objects.bulk_create(
        Reference(job_id=each.job.pk, kind=kind, value=value)
        for each in batch
        for kind, value in numbers[each.job.pk]
    )
    SearchWord.objects.bulk_create(
        SearchWord(job_id=each.job.pk, word=word)
        for each in batch
        for word in sorted(_words(each, [value for _, value in numbers[each.job.pk]]))
    )
    OpenItem.objects.bulk_create(item for each in batch for item in _items(each, known))


def _events(each: Written, known: Directory) -> Iterator[Event]:
    job_id, office_id, plan = each.job.pk, known.cast.office.pk, each.plan

    def event(kind: EventKind, on: date, sentence: str, milestone: str = "") -> Event:
        return Event(
            job_id=job_id,
            kind=kind,
            on=on,
            at=noon(on),
            by_id=office_id,
            sentence=sentence,
            milestone=milestone,
        )

    yield event(EventKind.OPENED, plan.opened_on, f"Job opened as {plan.kind.value}")
    for milestone, on in sorted(plan.reached.items(), key=lambda reached: reached[1]):
        yield event(EventKind.DONE, on, STEP[milestone].said, milestone.value)
    if plan.held_on:
        yield event(EventKind.HELD, plan.held_on, "On hold")
    if plan.cancelled_on:
        reason = NotGoingAhead(plan.because).label.lower()
        yield event(EventKind.CANCELLED, plan.cancelled_on, f"Not going ahead: {reason}")
    if plan.settled_on:
        yield event(EventKind.SETTLED, plan.settled_on, "Everything is unwound")


def _numbers(each: Written) -> Iterator[tuple[ReferenceKind, str]]:
    yield ReferenceKind.ACCOUNT, each.house.account
    yield ReferenceKind.METER, each.house.meter
    if each.asked_the_city:
        yield ReferenceKind.PERMIT, each.application
    if each.day(M.PERMIT_ISSUED):
        yield ReferenceKind.PERMIT, each.permit
    if each.day(M.UTILITY_SUBMITTED):
        yield ReferenceKind.UTILITY_REQUEST, each.request
        yield ReferenceKind.ADAPTER_SERIAL, each.adapter
    if each.day(M.CIRCUIT_INSTALLED):
        yield ReferenceKind.CHARGER_SERIAL, each.charger


def _words(each: Written, numbers: list[str]) -> set[str]:
    house = each.house
    return search_words(
        names=[house.name, house.email],
        addresses=[f"{house.street} {house.city} {house.postal_code}"],
        phones=[house.phone],
        numbers=[each.job.number, *numbers],
    )


def _items(each: Written, known: Directory) -> Iterator[OpenItem]:
    plan, stage = each.plan, each.plan.stage
    since_on = max([plan.opened_on, *plan.reached.values()])
    if plan.cancelled_on:
        if not plan.settled_on:
            yield OpenItem(
                job=each.job, party=Party.OFFICE, what="Tell the homeowner that the job is not going ahead",
                key=unwinding_key("homeowner"), since_on=plan.cancelled_on, unwinds=True,
                opened_by=known.cast.office,
            )  # fmt: skip
    elif stage in ITEM_AT:
        party, what, act = ITEM_AT[stage]
        key = ACCEPT if stage is Stage.INTAKE else ""
        yield OpenItem(
            job=each.job,
            party=party,
            what=what,
            act=act,
            key=key,
            since_on=since_on,
            opened_by=known.cast.office,
        )
