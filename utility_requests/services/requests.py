"""The application: prepare it, correct its numbers, send it once the packet is complete, undo the sending."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job, ReferenceKind
from jobs.road.stages import Milestone
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User
from utility_requests.models import SiteVisit, UtilityRequest
from utility_requests.packet import checklist, sentence_of_missing
from utility_requests.services import reading, records
from utility_requests.services.interconnection import open_where_facts_call_for_it
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.packet_reading import packet_facts
from utility_requests.services.papers import issue_application
from utility_requests.services.tariffs import tariff_for


@transaction.atomic
def prepare_request(
    *, job: Job, by: User, meter_face_number: str = "", number: str = "", on: date | None = None
) -> UtilityRequest:
    """Open the application and its first visit with that day's fee, and the Rule 21 application if required.

    After a returned or denied application, its visit that was not made moves to the new one with its fee.
    Refused on a cancelled job and while an application is live.
    """
    coming = SiteVisit.objects.of(job).to_come().first()
    coming = locked(coming) if coming else None
    job, on = locked(job), on or timezone.localdate()
    milestones.refuse_if_cancelled(job)
    live = UtilityRequest.objects.of(job).live().select_related("prepared_by").first()
    if live:
        raise already(live.prepared_by, _("prepared the application"), live.prepared_on)
    request = UtilityRequest.objects.create(job=job, kind=job.kind, prepared_on=on, prepared_by=by)
    numbers = {"meter_face_number": meter_face_number, "number": number}
    _write_numbers(request, job, numbers)
    if coming:
        coming.request = request
        coming.save(update_fields=["request"])
    else:
        open_visit(request, job, on)
    said, after = f"Application to {job.site.utility.short_name} prepared", {"request": request.pk, **numbers}
    history.record(job=job, kind=EventKind.DESK, sentence=said, on=on, by=by, after=after)
    open_where_facts_call_for_it(job, on, by)
    bring_up_to_date(job, by, on=on)
    return request


@transaction.atomic
def edit_request(*, request: UtilityRequest, meter_face_number: str, number: str, by: User) -> UtilityRequest:
    """Correct the meter number or the request number; search then finds the job by the new ones."""
    request = locked(request)
    job = locked(request.job)
    if request.submitted_on and not meter_face_number.strip():
        raise Refused(
            "The application was sent with a meter number; it cannot be blank.", field="meter_face_number"
        )
    before, after = _write_numbers(request, job, {"meter_face_number": meter_face_number, "number": number})
    if after:
        history.record(
            job=job,
            kind=EventKind.EDITED,
            sentence="Numbers of the application changed",
            by=by,
            before=before,
            after=after,
        )
        issue_application(job, request, by)
    bring_up_to_date(job, by)
    return request


@transaction.atomic
def submit_request(
    *, request: UtilityRequest, submitted_on: date, by: User, number: str = ""
) -> UtilityRequest:
    """Record that the complete packet was sent, freeze its content, and open the utility's item.

    Refused while anything is missing, in one sentence that names what is missing and who can supply it.
    """
    request = locked(request)
    job = locked(request.job)
    refuse_if_ended(request)
    if request.submitted_on:
        raise already(request.submitted_by, _("sent this application"), request.submitted_on)
    if request.approved_on and request.approved_on < submitted_on:
        raise Refused("The utility's approval is dated before this day.", field="submitted_on")
    on_file = reading.request_rows(job)
    missing = sentence_of_missing(checklist(packet_facts(on_file)))
    if missing:
        raise Refused(missing)
    request.submitted_on, request.submitted_by = submitted_on, by
    _freeze(request, on_file)
    if not request.meter_face_number:
        _write_numbers(request, job, {"meter_face_number": on_file.meter_read.number})
    if number.strip() and number.strip() != request.number:
        _write_numbers(request, job, {"number": number})
    job = milestones.stamp(
        job=job, milestone=Milestone.UTILITY_SUBMITTED, on=submitted_on, by=by,
        sentence=f"Application sent to {job.site.utility.short_name}", reference=request.number,
    )  # fmt: skip
    issue_application(job, request, by, on=submitted_on)
    bring_up_to_date(job, by, on=submitted_on)
    return request


@transaction.atomic
def undo_submission(*, request: UtilityRequest, because: str, by: User) -> UtilityRequest:
    """Undo a sending recorded by mistake; the packet can be changed and sent again."""
    request = locked(request)
    job = locked(request.job)
    refuse_if_ended(request)
    if request.submitted_on is None:
        raise Refused("The application is not recorded as sent, so there is nothing to undo.")
    job = milestones.withdraw(job=job, milestone=Milestone.UTILITY_SUBMITTED, because=because, by=by)
    request.submitted_on = request.submitted_by = None
    request.save(update_fields=["submitted_on", "submitted_by"])
    bring_up_to_date(job, by)
    return request


def open_visit(request: UtilityRequest, job: Job, due_on: date) -> SiteVisit:
    """Open the next visit with the tariff of its fee's due day. Call it under the job's lock."""
    last = SiteVisit.objects.of(job).standing().last()
    return SiteVisit.objects.create(
        job=job,
        request=request,
        ordinal=last.ordinal + 1 if last else 1,
        due_on=due_on,
        tariff=tariff_for(job.site.utility, due_on),
    )


def refuse_if_ended(request: UtilityRequest) -> None:
    """Refuse any act on a request that was returned, denied or withdrawn."""
    if request.ended_on:
        did = _("recorded it as %(result)s") % {"result": request.get_ended_as_display().lower()}
        raise already(request.ended_by, did, request.ended_on)


def _freeze(request: UtilityRequest, on_file: reading.RequestRows) -> None:
    facts, adapter = packet_facts(on_file), on_file.adapter
    visit = on_file.coming or on_file.done
    payment = on_file.payments.get(visit.pk) if visit else None
    frozen: dict[str, object] = {
        "holder_name": facts.holder_name,
        "account_number": facts.account_number,
        "bill_meter_number": facts.bill_meter_number,
        "packet": records.packet_sections(on_file, facts, adapter, payment),
    }
    if adapter:
        frozen |= {
            "adapter_maker": adapter.model.maker,
            "adapter_model": adapter.model.model,
            "adapter_serial": adapter.serial,
            "adapter_isolating": adapter.model.isolating,
        }
    for name, value in frozen.items():
        setattr(request, name, value)
    request.save(update_fields=["submitted_on", "submitted_by", *frozen])


def _write_numbers(
    request: UtilityRequest, job: Job, new: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Save these numbers, make the job searchable by them, and return what changed."""
    new = {name: value.strip() for name, value in new.items()}
    before, after = history.changes(request, new)
    for name, value in new.items():
        setattr(request, name, value)
    request.save(update_fields=list(new))
    if "number" in after:
        search.refer(
            job=job,
            kind=ReferenceKind.UTILITY_REQUEST,
            value=after["number"],
            replacing=before["number"],
            source=f"request:{request.pk}",
        )
    if "meter_face_number" in after:
        search.refer(
            job=job,
            kind=ReferenceKind.METER,
            value=after["meter_face_number"],
            replacing=before["meter_face_number"],
            source=f"request:{request.pk}",
        )
    return before, after
