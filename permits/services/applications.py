"""Acts before the city issues: apply, record the application as complete, record a notice, answer it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.milestones.services import milestones
from jobs.models import Job, Jurisdiction
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_words, not_before
from kilowire.models import User
from permits.models import CompleteBy, Correction, Permit, PermitKind
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates
from permits.services.stamps import withdraw_what_no_longer_holds


@transaction.atomic
def apply_for_permit(
    *,
    job: Job,
    applied_on: date,
    by: User,
    kind: str = PermitKind.ELECTRICAL,
    jurisdiction: Jurisdiction | None = None,
    required: bool = True,
    application_number: str = "",
    fee_usd: Decimal | None = None,
    note: str = "",
) -> Permit:
    """Record an application to the city; the city's clock runs from its day.

    A further permit that the job requires withdraws "permit issued" until it is issued too. Refused on a
    cancelled job, before its day, and while a permit of this kind is live.
    """
    job = locked(job)
    _refuse_application(job, kind, applied_on)
    permit = Permit.objects.create(
        job=job,
        kind=kind,
        jurisdiction=jurisdiction or job.site.jurisdiction,
        required=required,
        applied_on=applied_on,
        application_number=application_number.strip(),
        fee_usd=fee_usd,
        note=note,
        recorded_by=by,
    )
    permit.save(update_fields=update_permit_dates(permit))
    sentence = f"Applied for the {permit.spoken} at {permit.jurisdiction}"
    permit_rows.record_event(permit, sentence, by=by, on=applied_on, applied_on=applied_on)
    permit_rows.find_by_number(permit, "application_number")
    because = f"The city also asks for a {permit.get_kind_display().lower()}"
    withdraw_what_no_longer_holds(job, because, by, looked_at=(Milestone.PERMIT_ISSUED,))
    bring_up_to_date(permit, by, wrote=(permit,), is_new=True)
    return permit


@transaction.atomic
def record_application_complete(
    *, permit: Permit, by: User, how: str = CompleteBy.CITY, complete_on: date | None = None
) -> Permit:
    """Record that the application is complete, by the city's word or its silence; its approval clock starts.

    For silence, the recorded day is the day on which it counts, whatever ``complete_on`` says. Refused before
    that day, after issue, and if it is recorded already.
    """
    permit = permit_rows.locked_permit(permit)
    _refuse_unless_awaited(permit)
    if permit.complete_on:
        who = permit_rows.who_did(permit, "complete_on")
        raise already(who, _("recorded it as complete"), permit.complete_on)
    day = _day_of_silence(permit) if how == CompleteBy.SILENCE else complete_on or timezone.localdate()
    day_has_come(day, field="complete_on")
    not_before(day, permit.applied_on, _("The permit was applied for"), field="complete_on")
    permit.complete_on, permit.complete_by = day, how
    settle_corrections(permit, day, "The city found the application complete.", by)
    permit.save(update_fields=["complete_on", "complete_by", *update_permit_dates(permit)])
    said = "the city did not answer" if how == CompleteBy.SILENCE else "the city said so"
    sentence = f"The application for the {permit.spoken} counts as complete: {said}"
    permit_rows.record_event(permit, sentence, by=by, on=day, complete_on=day, complete_by=how)
    bring_up_to_date(permit, by, day, wrote=(permit,))
    return permit


@transaction.atomic
def record_correction(
    *, permit: Permit, asked_on: date, text: str, by: User, document: File[bytes] | None = None
) -> Correction:
    """Record the city's notice of corrections: the next act is ours, and the city's clock stops."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_ended(permit)
    needs_words(text, _("Write what the city wants corrected."), field="text")
    day_has_come(asked_on, field="asked_on")
    not_before(asked_on, permit.applied_on, _("The permit was applied for"), field="asked_on")
    upload = document and paperwork.file_upload(
        job=permit.job, kind=UploadKind.CORRECTION, file=document, by=by, on=asked_on
    )
    correction = Correction.objects.create(
        permit=permit, asked_on=asked_on, text=text, document=upload or None, recorded_by=by
    )
    permit.save(update_fields=update_permit_dates(permit))
    sentence = f"The city asks for corrections to the {permit.spoken}"
    permit_rows.record_event(permit, sentence, because=text, by=by, on=asked_on, correction=correction.pk)
    bring_up_to_date(permit, by, asked_on, wrote=(permit,))
    return correction


@transaction.atomic
def answer_correction(*, correction: Correction, answered_on: date, answer: str, by: User) -> Correction:
    """Record our answer to the city's notice: the next act is the city's, and its clock restarts."""
    correction = permit_rows.locked_correction(correction)
    permit = correction.permit
    permit_rows.refuse_if_ended(permit)
    if correction.answered_on:
        who = correction.answered_by or "KiloWire"
        raise already(who, _("answered this notice"), correction.answered_on)
    needs_words(answer, _("Write what was answered."), field="answer")
    day_has_come(answered_on, field="answered_on")
    not_before(answered_on, correction.asked_on, _("The city wrote"), field="answered_on")
    _close(correction, answered_on, answer, by)
    permit.save(update_fields=update_permit_dates(permit))
    permit_rows.record_event(
        permit,
        f"Answered the city's notice of {spoken_day(correction.asked_on)}",
        because=answer,
        by=by,
        on=answered_on,
        correction=correction.pk,
        answered_on=answered_on,
    )
    bring_up_to_date(permit, by, wrote=(permit,))
    return correction


def settle_corrections(permit: Permit, on: date, answer: str, by: User) -> None:
    """Close the city's open notices once the city itself has moved on."""
    for correction in Correction.objects.filter(permit=permit).open().select_for_update(of=("self",)):
        correction.permit = permit
        _close(correction, max(on, correction.asked_on), answer, by)


def _close(correction: Correction, on: date, answer: str, by: User) -> None:
    correction.answered_on, correction.answer, correction.answered_by = on, answer, by
    correction.save(update_fields=["answered_on", "answer", "answered_by"])


def _refuse_application(job: Job, kind: str, applied_on: date) -> None:
    milestones.refuse_if_cancelled(job)
    day_has_come(applied_on, field="applied_on")
    live = Permit.objects.of(job).live().filter(kind=kind).select_related("recorded_by").first()
    if live:
        raise already(live.recorded_by, _("applied for this permit"), live.applied_on, field="kind")


def _refuse_unless_awaited(permit: Permit) -> None:
    permit_rows.refuse_if_ended(permit)
    if permit.issued_on:
        who = permit_rows.who_did(permit, "issued_on")
        raise already(who, _("recorded the permit as issued"), permit.issued_on)


def _day_of_silence(permit: Permit) -> date:
    if Correction.objects.filter(permit=permit).open().exists():
        raise Refused("The city was not silent: its notice of corrections is not answered yet.", field="how")
    if permit.answer_due_on is None:
        raise Refused("No clock runs for this permit: silence means nothing here.", field="how")
    if permit.answer_due_on > timezone.localdate():
        raise Refused(f"Silence counts only on {spoken_day(permit.answer_due_on)}.", field="how")
    return permit.answer_due_on
