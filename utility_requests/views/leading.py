"""Which act comes next at the utility: ours that can be done now, or its answer to be recorded."""

from __future__ import annotations

from django.utils import timezone

from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.lines import address_of
from jobs.models import Job, PhotoSlot
from jobs.photos.services.slots import photos_url
from jobs.road.stages import Milestone
from kilowire.floor.access import staff_only
from kilowire.models import User
from utility_requests.readiness import Moment, State
from utility_requests.services import reading
from utility_requests.services.packet_reading import packet_items
from utility_requests.services.reading import RequestRows
from utility_requests.services.visit_readiness import judged
from utility_requests.views.packet_rows import supplied_at
from utility_requests.views.request_page_acts import act_url
from utility_requests.views.rows import utility_tab

STAGED = {"adapter": PhotoSlot.ADAPTER_UNBOXED, "staged": PhotoSlot.ADAPTER_STAGED}


@leads(utility_tab.key, staff_only)
def next_at_the_utility(user: User, job: Job) -> NextForm:
    """Return the form of the next act at the utility."""
    if job.cancelled_on or job.closed_out_on:
        return NONE
    on_file = reading.request_rows(job)
    if on_file.done:
        return _after_the_visit(on_file, user)
    return _before_the_visit(on_file, user)


def _before_the_visit(on_file: RequestRows, user: User) -> NextForm:
    job, row = on_file.job, on_file.request
    if not user.is_office:
        return _staging(on_file)
    if row is None or not row.is_live:
        ready = Milestone.AGREED in job.standing and Milestone.ADAPTER_SET not in job.standing
        return NextForm(act_url("prepare", job)) if ready else NONE
    if row.submitted_on is None:
        return _packet(on_file)
    if Milestone.UTILITY_APPROVED not in job.standing:
        return NextForm(act_url("approve", job), ours=False)
    if row.approved_on and row.approval_paper_id is None:
        return NextForm(act_url("file_approval", job))
    return _visit(on_file)


def _packet(on_file: RequestRows) -> NextForm:
    """Return where the packet's first missing line is supplied; what only others can supply comes last."""
    missing = [item for item in packet_items(on_file) if not item.ok]
    forms = [form for item in missing if (form := supplied_at(on_file, item))]
    if not missing:
        return NextForm(act_url("submit", on_file.job))
    return next((form for form in forms if form.ours), next(iter(forms), NONE))


def _visit(on_file: RequestRows) -> NextForm:
    if on_file.coming is None:
        return NONE
    ordinal = on_file.coming.ordinal
    if on_file.window is None:
        return NextForm(act_url("record_window", on_file.job, ordinal), ours=False)
    staging = _staging(on_file)
    return staging if staging.url else NextForm(act_url("record_outcome", on_file.job, ordinal), ours=False)


def _staging(on_file: RequestRows) -> NextForm:
    """Return the form of the photos that the coming visit needs by now."""
    readiness = judged(on_file, timezone.localdate())
    if readiness is None or readiness.moment is not Moment.BEFORE_VISIT:
        return NONE
    red = {item.key for item in readiness.in_state(State.RED)}
    slots = [slot for key, slot in STAGED.items() if key in red]
    return NextForm(photos_url(on_file.job.number, slots)) if slots else NONE


def _after_the_visit(on_file: RequestRows, user: User) -> NextForm:
    if not reading.has_seal_photo(on_file.job):
        return NextForm(photos_url(on_file.job.number, [PhotoSlot.SEAL_AFTER]))
    row = on_file.request
    if user.is_office and row and not row.number and row.is_live:
        return NextForm(address_of("utility_requests:edit_numbers", on_file.job.number))
    return NONE
