"""End an application: returned or denied by the utility, or withdrawn by us; and undo a return or denial."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason, not_before
from kilowire.models import User
from utility_requests.models import EndedAs, SiteVisit, UtilityRequest
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_application
from utility_requests.services.requests import refuse_if_ended
from utility_requests.services.telling import tell_of_answer
from utility_requests.services.unwinding import end_unwinding
from utility_requests.services.window_ends import call_off_window


@transaction.atomic
def end_request(
    *,
    request: UtilityRequest,
    ended_as: str,
    on: date,
    because: str,
    by: User,
    letter: File[bytes] | None = None,
) -> UtilityRequest:
    """Record that the utility returned or denied the application, and withdraw the "sent" stamp.

    The visit that was not made moves to the next application. Refused before it was sent, after an approval,
    and without a reason.
    """
    request = locked(request)
    job = locked(request.job)
    _refuse_ending(request, on, because)
    name, ended_as = job.site.utility.short_name, EndedAs(ended_as)
    request.ended_as, request.ended_on, request.ended_because, request.ended_by = (
        ended_as,
        on,
        because[:400],
        by,
    )
    if letter:
        request.letter = paperwork.file_upload(
            job=job, kind=UploadKind.UTILITY_LETTER, file=letter, by=by, on=on
        )
    request.save(update_fields=["ended_as", "ended_on", "ended_because", "ended_by", "letter"])
    sentence = f"{name} {ended_as.value} the application"
    history.record(job=job, kind=EventKind.DESK, sentence=sentence, because=because, on=on, by=by)
    if Milestone.UTILITY_SUBMITTED in job.standing:
        job = milestones.withdraw(
            job=job, milestone=Milestone.UTILITY_SUBMITTED, because=f"{sentence}: {because}", by=by, on=on
        )
    end_unwinding(job, by, sentence)
    bring_up_to_date(job, by, on=on)
    tell_of_answer(job, ended_as, by, on)
    return request


@transaction.atomic
def undo_ending(*, request: UtilityRequest, because: str, by: User) -> UtilityRequest:
    """Undo a return or denial recorded by mistake; the application counts as sent on its original day."""
    request = locked(request)
    job = locked(request.job)
    if request.ended_as not in (EndedAs.RETURNED, EndedAs.DENIED) or request.submitted_on is None:
        raise Refused("The utility neither returned nor denied this application.")
    later = UtilityRequest.objects.of(job).live().first()
    if later:
        raise Refused("A new application was prepared since; withdraw that one first.")
    needs_reason(because)
    _clear_ending(request, job, because, by)
    job = milestones.stamp(
        job=job,
        milestone=Milestone.UTILITY_SUBMITTED,
        on=request.submitted_on,
        by=by,
        reference=request.number,
    )
    issue_application(job, request, by)
    bring_up_to_date(job, by)
    return request


def _clear_ending(request: UtilityRequest, job: Job, because: str, by: User) -> None:
    before = {
        "ended_as": request.ended_as,
        "ended_on": str(request.ended_on),
        "because": request.ended_because,
    }
    request.ended_as = request.ended_because = ""
    request.ended_on = request.ended_by = None
    request.save(update_fields=["ended_as", "ended_on", "ended_because", "ended_by"])
    SiteVisit.objects.of(job).to_come().update(request=request)
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence="Undone: the utility's answer",
        because=because,
        by=by,
        before=before,
    )


@transaction.atomic
def withdraw_request(
    *, request: UtilityRequest, because: str, by: User, on: date | None = None
) -> UtilityRequest:
    """Withdraw our application and its stamps, and cancel its coming visit; refused once the work is done."""
    request = locked(request)
    job, on = locked(request.job), on or timezone.localdate()
    refuse_if_ended(request)
    if Milestone.ADAPTER_SET in job.standing:
        raise Refused("The utility has done its work under this application; there is nothing to withdraw.")
    needs_reason(because)
    request.ended_as, request.ended_on, request.ended_because, request.ended_by = (
        EndedAs.WITHDRAWN,
        on,
        because[:400],
        by,
    )
    request.save(update_fields=["ended_as", "ended_on", "ended_because", "ended_by"])
    history.record(
        job=job, kind=EventKind.DESK, sentence="Application withdrawn", because=because, on=on, by=by
    )
    call_off_window(job, on, because, by)
    for milestone in (Milestone.OUTAGE_CONFIRMED, Milestone.UTILITY_APPROVED, Milestone.UTILITY_SUBMITTED):
        if milestone in job.standing:
            job = milestones.withdraw(job=job, milestone=milestone, because=because, by=by, on=on)
    end_unwinding(job, by, "Application withdrawn")
    bring_up_to_date(job, by, on=on)
    return request


def _refuse_ending(request: UtilityRequest, on: date, because: str) -> None:
    refuse_if_ended(request)
    if request.submitted_on is None:
        raise Refused("The application is not recorded as sent yet: record the sending first.")
    if request.approved_on:
        raise Refused(
            f"{request.approved_by} recorded an approval of {spoken_day(request.approved_on)}; undo it first."
        )
    not_before(on, request.submitted_on, _("The application was sent"), field="on")
    day_has_come(on, field="on")
    needs_reason(because)
