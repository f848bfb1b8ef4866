"""The adapter of a job: order it, receive it, pass its title to the customer, take it off the job."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.installation.services.serials import refuse_duplicate, source_of
from jobs.models import Adapter, AdapterModel, EventKind, Job, Party, ReferenceKind
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.item_endings import ADAPTER_SEEN
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Kind, Milestone
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User

PARTS, NOT_FIT = "jobs.adapter", "jobs.adapter_not_fit"
RETIRE = "jobs:retire_adapter"
OWN = "The adapter is the customer's own"


@transaction.atomic
def order_adapter(
    *,
    job: Job,
    model: AdapterModel,
    ordered_on: date,
    by: User,
    expected_on: date | None = None,
    bought_by_customer: bool = False,
) -> Adapter:
    """Record the order of the adapter; refused before the verdict, if one is ordered, and on a removal."""
    job = locked(job)
    _refuse_order(job)
    adapter = Adapter.objects.create(
        job=job, model=model, ordered_on=ordered_on, bought_by_customer=bought_by_customer, recorded_by=by
    )
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter ordered: {model}",
        on=ordered_on,
        by=by,
        after={"unit": adapter.pk},
    )
    open_items.add(
        job=job,
        party=Party.HOMEOWNER if bought_by_customer else Party.SUPPLIER,
        what=f"{model} to arrive",
        key=PARTS,
        act="jobs:receive_adapter",
        since_on=ordered_on,
        expected_on=expected_on,
        by=by,
    )
    return adapter


@transaction.atomic
def receive_adapter(*, adapter: Adapter, serial: str, received_on: date, by: User) -> Adapter:
    """Record that the adapter arrived, with its serial number; refused if another job has that number."""
    job = locked(adapter.job)
    adapter = locked(adapter)
    if adapter.received_on:
        raise already(adapter.received_by, _("received this adapter"), adapter.received_on)
    if received_on < adapter.ordered_on:
        raise Refused("An adapter does not come before it is ordered.", field="received_on")
    refuse_duplicate(adapter, serial)
    adapter.serial, adapter.received_on, adapter.received_by = serial.strip(), received_on, by
    adapter.save(update_fields=["serial", "serial_key", "received_on", "received_by"])
    search.refer(job=job, kind=ReferenceKind.ADAPTER_SERIAL, value=serial, source=source_of(adapter))
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter received: {adapter}",
        on=received_on,
        by=by,
        after={"serial": serial},
    )
    open_items.end_by_key(job=job, key=PARTS, by=by, on=received_on)
    agreeing.bring_up_to_date(job=job, by=by, on=received_on)
    return adapter


@transaction.atomic
def pass_title(*, adapter: Adapter, passed_on: date, invoice: File[bytes] | None, by: User) -> Adapter:
    """Record that the adapter belongs to the customer, by our invoice or by their own purchase.

    Refused without a serial number, and without an invoice unless the customer bought it.
    """
    job = locked(adapter.job)
    adapter = locked(adapter)
    if adapter.title_passed_on:
        did = _("recorded it as the customer's own")
        raise already(adapter.title_passed_by, did, adapter.title_passed_on)
    if not adapter.serial:
        raise Refused("Record the serial number first: the invoice names it.")
    if passed_on < adapter.ordered_on:
        raise Refused("Title does not pass before the order.", field="passed_on")
    if not invoice and not adapter.bought_by_customer:
        raise Refused("File the invoice that names model and serial number.", field="invoice")
    if invoice:
        adapter.invoice = paperwork.file_upload(
            job=job, kind=UploadKind.ADAPTER_INVOICE, file=invoice, by=by, on=passed_on
        )
    adapter.title_passed_on, adapter.title_passed_by = passed_on, by
    adapter.save(update_fields=["title_passed_on", "title_passed_by", "invoice"])
    after = {"title_passed_on": passed_on.isoformat()}
    history.record(job=job, kind=EventKind.DESK, sentence=OWN, on=passed_on, by=by, after=after)
    return adapter


@transaction.atomic
def retire_adapter(*, adapter: Adapter, because: str, on: date, by: User) -> Adapter:
    """Take a damaged, wrong or rejected adapter off the job for a written reason; another can be ordered."""
    job = locked(adapter.job)
    adapter = locked(adapter)
    _refuse_retiring(adapter, job)
    needs_reason(because)
    adapter.retired_on, adapter.retired_by, adapter.retired_because = on, by, because[:240]
    adapter.save(update_fields=["retired_on", "retired_by", "retired_because"])
    search.refer(
        job=job,
        kind=ReferenceKind.ADAPTER_SERIAL,
        value="",
        replacing=adapter.serial,
        source=source_of(adapter),
    )
    for key in (PARTS, NOT_FIT, ADAPTER_SEEN, unwinding_key("device", adapter.pk)):
        open_items.end_by_key(job=job, key=key, by=by, on=on, note=because)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter taken off the job: {adapter}",
        because=because,
        on=on,
        by=by,
    )
    agreeing.bring_up_to_date(job=job, by=by, on=on)
    return adapter


def _refuse_retiring(adapter: Adapter, job: Job) -> None:
    if adapter.retired_on:
        raise already(adapter.retired_by, _("took this adapter off the job"), adapter.retired_on)
    if {Milestone.ADAPTER_SET, Milestone.COMMISSIONED} <= job.standing:
        raise Refused("This adapter is on the wall: record with the utility's visit that it came off first.")


def _refuse_order(job: Job) -> None:
    if job.kind == Kind.REMOVAL:
        raise Refused("A removal needs no adapter.")
    if Milestone.ELIGIBLE not in job.standing:
        raise Refused("Not yet: the adapter is bought after the eligibility verdict, which is not recorded.")
    live = Adapter.objects.of(job).filter(retired_on=None).first()
    if live:
        raise already(live.recorded_by, _("ordered %(adapter)s") % {"adapter": live}, live.ordered_on)
