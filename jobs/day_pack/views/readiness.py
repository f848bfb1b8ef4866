"""What an appointment is for on the tablet, and for which forms its job is not ready. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from jobs.agreeing.services import agreeing
from jobs.installation import field_forms
from jobs.models import AppointmentKind, Job, OpenItem, SubmissionKind
from jobs.road import stages
from jobs.road.stages import Kind, Milestone, Stage
from kilowire.floor.days import spoken_day, spoken_list

CLOSED_OUT = "This job is closed out."
_OFFERS: dict[str, tuple[str, ...]] = {
    AppointmentKind.SURVEY: (SubmissionKind.SURVEY,),
    AppointmentKind.INSTALLATION: (SubmissionKind.INSTALLATION, SubmissionKind.STAGING),
    AppointmentKind.STAGING: (SubmissionKind.STAGING,),
    AppointmentKind.UTILITY_VISIT: (SubmissionKind.STAGING,),
}


def offers_of(kind: str, job_kind: str) -> list[str]:
    """Return the kinds of form that an appointment of this kind is for, the first one first."""
    offered = [str(form) for form in _OFFERS.get(kind, ())]
    return [form for form in offered if job_kind != Kind.REMOVAL or form not in field_forms.NEWEST]


def not_ready(job: Job, items: Iterable[OpenItem]) -> dict[str, str]:
    """Return for each kind of form why the job is not ready for it; a form for which it is ready is left out.

    ``items`` are the open items of the job.
    """
    over = _why_over(job)
    if over:
        return dict.fromkeys((SubmissionKind.SURVEY.value, *field_forms.NEWEST), over)
    record = _why_no_record(job, items)
    return {SubmissionKind.INSTALLATION.value: record} if record else {}


def _why_over(job: Job) -> str:
    if job.cancelled_on:
        return f"This job was cancelled on {spoken_day(job.cancelled_on)}."
    return CLOSED_OUT if job.stage in (Stage.WARRANTY, Stage.DONE) else ""


def _why_no_record(job: Job, items: Iterable[OpenItem]) -> str:
    installed = Milestone.CIRCUIT_INSTALLED
    if job.kind == Kind.REMOVAL or installed in job.standing:
        return ""
    missing = stages.missing_for(job.kind, installed, job.standing)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        return f"Not yet: {spoken_list([step.done for step in missing])} {verb} not recorded."
    blocking = next((item for item in items if _blocks(item, installed)), None)
    return f"Not yet: “{blocking.what}” is still open." if blocking else ""


def _blocks(item: OpenItem, milestone: Milestone) -> bool:
    """Whether this open item, or the difference between facts that it names, blocks the milestone."""
    return item.blocks == milestone or any(milestone in row.blocks for row in agreeing.rows_of([item]))
