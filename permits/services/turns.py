"""Whose turn a permit is: the open items that follow from its row."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jobs.models import Party
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.models import User
from permits.city_clock import lapse_day, silence_counts_on, warn_of_lapse_on
from permits.models import Correction, Permit

TAB = "permits:permit"
APPLY = "permits.apply"


def item_key(what: str, pk: int) -> str:
    return f"permits.{what}:{pk}"


def named(permit: Permit) -> str:
    """``electrical permit E-2026-17``, for the middle of a sentence."""
    kind = permit.get_kind_display()
    return f"{kind[0].lower()}{kind[1:]} {permit.number}".strip()


def blocked_by(permit: Permit, milestone: Milestone) -> str:
    """A permit that the job does not require blocks nothing."""
    return milestone.value if permit.required else ""


def wind_clocks(permit: Permit) -> list[str]:
    """Work out both clocks of the row anew; return the columns to save."""
    rests, answered_on = _answers(permit)
    awaited = permit.is_open and permit.issued_on is None and not rests
    permit.answer_due_on = silence_counts_on(permit, answered_on=answered_on) if awaited else None
    permit.lapses_on = lapse_day(permit)
    return ["answer_due_on", "lapses_on"]


def _answers(permit: Permit) -> tuple[bool, date | None]:
    """Whether a notice of the city's is open, and when the last was answered."""
    days = list(Correction.objects.filter(permit=permit).values_list("answered_on", flat=True))
    return None in days, max((day for day in days if day), default=None)


def show_whose_turn(permit: Permit, by: User | None, on: date | None = None) -> None:
    """Bring the job's open items up to date with this permit; call it once the row is saved.

    ``on`` is the day on which what they waited for happened.
    """
    _we_answer(permit, by)
    _city_answers(permit, by, on)
    _work_keeps_it_alive(permit, by, on)
    _paper_is_filed(permit, by)
    _unwound_when_cancelled(permit, by, on)


def _we_answer(permit: Permit, by: User | None) -> None:
    blocks = "" if permit.issued_on else blocked_by(permit, Milestone.PERMIT_ISSUED)
    for correction in Correction.objects.filter(permit=permit).open() if not permit.job.cancelled_on else ():
        open_items.add(
            job=permit.job,
            party=Party.OFFICE,
            what=f"Answer the city's notice of {correction.asked_on:%-d %B %Y}",
            key=item_key("correction", correction.pk),
            act=TAB,
            since_on=correction.asked_on,
            blocks=blocks,
            by=by,
        )


def _city_answers(permit: Permit, by: User | None, on: date | None) -> None:
    rests, answered_on = _answers(permit)
    awaited = permit.is_open and permit.issued_on is None and not permit.job.cancelled_on and not rests
    turn = "issue" if permit.complete_on else "complete"
    for other in ("complete", "issue"):
        if not (awaited and other == turn):
            open_items.end_by_key(job=permit.job, key=item_key(other, permit.pk), by=by, on=on)
    if awaited:
        since_on = permit.complete_on or permit.applied_on
        complete = f"Say whether the application for the {named(permit)} is complete"
        open_items.add(
            job=permit.job,
            party=Party.CITY,
            what=f"Issue the {named(permit)}" if permit.complete_on else complete,
            key=item_key(turn, permit.pk),
            act=TAB,
            since_on=max(since_on, answered_on or since_on),
            expected_on=permit.answer_due_on,
            blocks=blocked_by(permit, Milestone.PERMIT_ISSUED),
            by=by,
        )
    if permit.answer_due_on is None or permit.answer_due_on > timezone.localdate():
        open_items.end_by_key(job=permit.job, key=item_key("silence", permit.pk), by=by, on=on)


def _work_keeps_it_alive(permit: Permit, by: User | None, on: date | None) -> None:
    """One item until it lapses: far off it says by when, near it says what to do and what is at stake."""
    lapses_on = None if permit.job.cancelled_on else permit.lapses_on
    near = is_near(lapses_on)
    for name, wanted in (("expiry", lapses_on and not near), ("lapsing", near)):
        if not wanted:
            open_items.end_by_key(job=permit.job, key=item_key(name, permit.pk), by=by, on=on)
    if lapses_on:
        open_items.add(
            job=permit.job,
            party=Party.OFFICE,
            what=_what_saves(permit, lapses_on) if near else _what_keeps(permit),
            key=item_key("lapsing" if near else "expiry", permit.pk),
            act=TAB,
            since_on=warn_of_lapse_on(lapses_on) if near else permit.issued_on,
            expected_on=warn_of_lapse_on(lapses_on) if near else lapses_on,
            stake_usd=permit.fee_usd if near else None,
            by=by,
        )


def _what_keeps(permit: Permit) -> str:
    if permit.work_started_on:
        return f"Keep work under the {named(permit)} moving, or it lapses"
    return f"Begin work under the {named(permit)}, or it expires"


def _what_saves(permit: Permit, lapses_on: date) -> str:
    act = "have it inspected" if permit.work_started_on else "begin work"
    return f"Save the {named(permit)}, whose last day is {lapses_on:%-d %B %Y}: {act}, or have it extended"


def is_near(lapses_on: date | None) -> bool:
    return lapses_on is not None and warn_of_lapse_on(lapses_on) <= timezone.localdate()


def _paper_is_filed(permit: Permit, by: User | None) -> None:
    if permit.issued_on and permit.is_live and permit.document_id is None:
        open_items.add(
            job=permit.job,
            party=Party.OFFICE,
            what=f"File the city's paper of the {named(permit)}",
            key=item_key("paper", permit.pk),
            act=TAB,
            since_on=permit.issued_on,
            blocks=Milestone.CLOSED_OUT,
            by=by,
        )
    else:
        open_items.end_by_key(job=permit.job, key=item_key("paper", permit.pk), by=by)


def _unwound_when_cancelled(permit: Permit, by: User | None, on: date | None) -> None:
    """The jacket's own item of this permit where it knows a number of it, another where it knows none."""
    if permit.job.cancelled_on and permit.is_open:
        withdraw = "Cancel" if permit.issued_on else "Withdraw the application for"
        open_items.add(
            job=permit.job,
            party=Party.OFFICE,
            what=f"{withdraw} the {named(permit)} at {permit.jurisdiction}",
            key=unwinding_keys(permit)[0],
            act=TAB,
            unwinds=True,
            by=by,
        )
    else:
        for name in unwinding_keys(permit):
            open_items.end_by_key(job=permit.job, key=name, by=by, on=on)


def unwinding_keys(permit: Permit) -> list[str]:
    """Under which names a cancelled job may hold its item of this permit; the first is the one to open."""
    numbers = [number for number in (permit.number, permit.application_number) if number]
    return [f"jobs.unwind:{f'permit:{number}'[:60]}" for number in numbers] + [item_key("unwind", permit.pk)]
