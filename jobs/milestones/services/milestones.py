"""The only writer of milestones and stage: stamp, waive and undo a milestone of a job."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.milestones.services import charging, package
from jobs.milestones.services.followers import tell_follower
from jobs.models import Event, EventKind, Job, OpenItem
from jobs.notices.services import notices
from jobs.papers.services import paperwork
from jobs.road import stages
from jobs.road.stages import STEP, Milestone, Step
from kilowire.floor.days import day_in_words, spoken_list
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason
from kilowire.models import User


@transaction.atomic
def stamp(
    *,
    job: Job,
    milestone: Milestone,
    on: date,
    by: User | None,
    by_person: str = "",
    sentence: str = "",
    reference: str = "",
    again: bool = False,
) -> Job:
    """Stamp a milestone with the day it was reached, and record it in the history; return the updated job.

    ``again`` moves the stamp of an act that was done again; what rests on it stays.

    An own act is refused while a milestone that it needs is missing, while an open item or facts that do not
    agree block it, and on a cancelled job. An act of an outside party is recorded whatever the road says.
    Both are refused for a day in the future and if recorded already.
    """
    step, job = STEP[milestone], locked(job)
    if not again:
        _refuse_a_second_time(job, step)
    day_has_come(on)
    _refuse_on_this_road(job, step)
    _set_day(job, milestone, on)
    history.record(
        job=job,
        kind=EventKind.DONE,
        milestone=milestone,
        sentence=sentence or step.said,
        on=on,
        by=by,
        by_person=by_person,
        reference=reference,
        after={f"{milestone}_on": on.isoformat()},
    )
    notices.tell_milestone(job=job, milestone=milestone, by=by, on=on, again=again)
    charging.follow_stamp(job=job, milestone=milestone, serial=reference, by=by, on=on)
    tell_follower(milestone, job, on, by)
    agreeing.bring_up_to_date(job=job, by=by, on=on)
    return job


@transaction.atomic
def waive(*, job: Job, milestone: Milestone, because: str, by: User, on: date | None = None) -> Job:
    """Waive a milestone for a written reason; the owner sees every waiver. Refused if it is not waivable."""
    step, job = STEP[milestone], locked(job)
    if not step.waivable:
        raise Refused(f"{step.done.capitalize()} cannot be waived.")
    _refuse_a_second_time(job, step)
    needs_reason(because)
    on = on or timezone.localdate()
    setattr(job, f"{milestone}_waived_on", on)
    _save(job, f"{milestone}_waived_on")
    history.record(
        job=job,
        kind=EventKind.WAIVED,
        milestone=milestone,
        sentence=f"Went on without {step.done}",
        because=because,
        on=on,
        by=by,
        after={f"{milestone}_waived_on": on.isoformat()},
    )
    agreeing.bring_up_to_date(job=job, by=by, on=on)
    return job


@transaction.atomic
def withdraw(*, job: Job, milestone: Milestone, because: str, by: User, on: date | None = None) -> Job:
    """Undo a stamp or a waiver for a written reason, and withdraw the papers that rest on it.

    An own act is refused while recorded own acts need it; an outside party's act may always be undone. Where
    the homeowner might charge, that ends at once.
    """
    step, job = STEP[milestone], locked(job)
    might_charge = job.may_charge
    if milestone not in job.standing:
        raise Refused(f"{step.done.capitalize()} is not recorded, so there is nothing to undo.")
    needs_reason(because)
    if step.ours:
        _refuse_while_others_rest_on(job, step)
    before = _blank_days(job, milestone)
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        milestone=milestone,
        sentence=f"Undone: {step.said[0].lower()}{step.said[1:]}",
        because=because,
        on=on,
        by=by,
        before=before,
    )
    paperwork.end_papers_resting_on(job=job, milestone=milestone, because=because, by=by, on=on)
    package.ask_again(job=job, by=by, on=on)
    charging.follow_withdrawal(
        job=job, milestone=milestone, might_charge=might_charge, because=because, by=by, on=on
    )
    agreeing.bring_up_to_date(job=job, by=by, on=on)
    return job


def refuse_if_cancelled(job: Job) -> None:
    """Raise Refused if the job is cancelled."""
    if job.cancelled_on:
        day = day_in_words(job.cancelled_on)
        raise Refused(_("This job was cancelled on %(day)s.") % {"day": day})


def refuse_own_act(job: Job, milestone: Milestone) -> None:
    """Refuse an act of ours while what it needs is missing, blocked or differs, and on a cancelled job."""
    refuse_if_cancelled(job)
    missing = stages.missing_for(job.kind, milestone, job.standing)
    blocked = [milestone, *(each.milestone for each in missing)]
    blocking = OpenItem.objects.of(job).open().filter(blocks__in=blocked).first()
    open_still = (
        f"“{blocking.what}” is still open ({blocking.get_party_display().lower()})" if blocking else ""
    )
    if missing:
        verb, because = "is" if len(missing) == 1 else "are", f", and {open_still}" if open_still else ""
        raise Refused(f"Not yet: {_list_of(missing)} {verb} not recorded{because}.")
    if blocking:
        raise Refused(f"Not yet: {open_still}.")
    agreeing.refuse_while_it_differs(job, milestone)


def _set_day(job: Job, milestone: Milestone, on: date) -> None:
    setattr(job, f"{milestone}_on", on)
    columns = [f"{milestone}_on"]
    if job.waived_on(milestone):
        setattr(job, f"{milestone}_waived_on", None)
        columns.append(f"{milestone}_waived_on")
    _save(job, *columns)


def _blank_days(job: Job, milestone: Milestone) -> dict[str, str]:
    """Take stamp and waiver off the job; return their days by column."""
    columns = [name for name in (f"{milestone}_on", f"{milestone}_waived_on") if getattr(job, name, None)]
    before = {name: getattr(job, name).isoformat() for name in columns}
    for name in columns:
        setattr(job, name, None)
    _save(job, *columns)
    return before


def _save(job: Job, *columns: str) -> None:
    job.stage = stages.stage_of(job.kind, job.standing).value
    job.save(update_fields=[*columns, "stage"])


def _refuse_on_this_road(job: Job, step: Step) -> None:
    if step.milestone in stages.milestones_never_on(job.kind):
        raise Refused(f"A {job.kind} has no such step.")
    if step.ours:
        refuse_own_act(job, step.milestone)


def _refuse_while_others_rest_on(job: Job, step: Step) -> None:
    above = stages.resting_on(job.kind, step.milestone, job.standing)
    if above:
        raise Refused(f"Undo {_list_of(above)} first: it rests on {step.done}.")


def _refuse_a_second_time(job: Job, step: Step) -> None:
    if job.day_of(step.milestone) is None:
        return
    first = Event.objects.of(job).filter(milestone=step.milestone, kind=EventKind.DONE).first()
    did = _("recorded %(step)s") % {"step": step.done}
    raise already(first.who if first else "", did, job.day_of(step.milestone))


def _list_of(steps: tuple[Step, ...]) -> str:
    return spoken_list([step.done for step in steps])
