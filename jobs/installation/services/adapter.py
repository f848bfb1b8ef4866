"""The adapter as bought: ordered after the verdict, received, the customer's own before the visit."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction

from jobs.history.services import history
from jobs.models import AdapterModel, AdapterUnit, EventKind, Job, Party, ReferenceKind
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Kind, Milestone
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User

PARTS = "jobs.adapter"
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
) -> AdapterUnit:
    """Record the order of the adapter; refused before the verdict, and where one is ordered already."""
    job = locked(job)
    if job.kind == Kind.REMOVAL:
        raise Refused("A removal needs no adapter.")
    if Milestone.ELIGIBLE not in job.standing:
        raise Refused("Not yet: the adapter is bought after the eligibility verdict, which is not recorded.")
    live = AdapterUnit.objects.of(job).filter(retired_on=None).first()
    if live:
        raise Refused(f"{live} was already ordered on {live.ordered_on:%-d %B %Y} by {live.recorded_by}.")
    unit = AdapterUnit.objects.create(
        job=job, model=model, ordered_on=ordered_on, bought_by_customer=bought_by_customer, recorded_by=by
    )
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter ordered: {model}",
        on=ordered_on,
        by=by,
        after={"unit": unit.pk},
    )
    open_items.add(
        job=job,
        party=Party.HOMEOWNER if bought_by_customer else Party.SUPPLIER,
        what=f"{model} to arrive",
        key=PARTS,
        act="jobs:installation",
        since_on=ordered_on,
        expected_on=expected_on,
        by=by,
    )
    return unit


@transaction.atomic
def receive_adapter(*, unit: AdapterUnit, serial: str, received_on: date, by: User) -> AdapterUnit:
    """Record that the adapter has come, with its serial number, by which the job is found from now on."""
    job = locked(unit.job)
    unit = locked(unit)
    if unit.received_on:
        who = history.who_recorded(job, f"Adapter received: {unit}")
        raise Refused(f"{who} already received this adapter on {unit.received_on:%-d %B %Y}.")
    if received_on < unit.ordered_on:
        raise Refused("An adapter does not come before it is ordered.", field="received_on")
    twin = (
        AdapterUnit.objects.filter(model=unit.model, serial=serial, retired_on=None)
        .exclude(pk=unit.pk)
        .first()
    )
    if twin:
        raise Refused(f"Serial number {serial} is already on {twin.job.number}.", field="serial")
    unit.serial, unit.received_on = serial, received_on
    unit.save(update_fields=["serial", "received_on"])
    search.refer(job=job, kind=ReferenceKind.ADAPTER_SERIAL, value=serial)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter received: {unit}",
        on=received_on,
        by=by,
        after={"serial": serial},
    )
    open_items.end_by_key(job=job, key=PARTS, by=by, on=received_on)
    return unit


@transaction.atomic
def pass_title(*, unit: AdapterUnit, passed_on: date, invoice: File[bytes] | None, by: User) -> AdapterUnit:
    """Record that the adapter is the customer's own: by our invoice, or by their own purchase."""
    job = locked(unit.job)
    unit = locked(unit)
    if unit.title_passed_on:
        who = history.who_recorded(job, OWN)
        raise Refused(f"{who} already recorded it as the customer's since {unit.title_passed_on:%-d %B %Y}.")
    if not unit.serial:
        raise Refused("Record the serial number first: the invoice names it.")
    if passed_on < unit.ordered_on:
        raise Refused("Title does not pass before the order.", field="passed_on")
    if not invoice and not unit.bought_by_customer:
        raise Refused("File the invoice that names model and serial number.", field="invoice")
    if invoice:
        unit.invoice = paperwork.file_upload(
            job=job, kind=UploadKind.ADAPTER_INVOICE, file=invoice, by=by, on=passed_on
        )
    unit.title_passed_on = passed_on
    unit.save(update_fields=["title_passed_on", "invoice"])
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=OWN,
        on=passed_on,
        by=by,
        after={"title_passed_on": passed_on.isoformat()},
    )
    return unit


@transaction.atomic
def retire_adapter(*, unit: AdapterUnit, because: str, on: date, by: User) -> AdapterUnit:
    """Take a damaged, wrong or rejected adapter off the job, so that another can be ordered."""
    job = locked(unit.job)
    unit = locked(unit)
    if unit.retired_on:
        who = history.who_recorded(job, f"Adapter taken off the job: {unit}")
        raise Refused(f"{who} already took this adapter off the job on {unit.retired_on:%-d %B %Y}.")
    if not because.strip():
        raise Refused("Say why in a sentence: the reason stays in the history.", field="because")
    unit.retired_on, unit.retired_because = on, because[:240]
    unit.save(update_fields=["retired_on", "retired_because"])
    search.refer(job=job, kind=ReferenceKind.ADAPTER_SERIAL, value="", replacing=unit.serial)
    open_items.end_by_key(job=job, key=PARTS, by=by, on=on)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Adapter taken off the job: {unit}",
        because=because,
        on=on,
        by=by,
    )
    return unit
