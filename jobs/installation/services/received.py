"""The adapter that the survey chose, and its arrival with the invoice that makes it the customer's own."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction

from jobs.installation.services import adapter as devices
from jobs.models import Adapter, AdapterModel, Document, Job
from jobs.road.paper_kinds import PaperKind
from kilowire.floor.locks import locked
from kilowire.models import User


def surveyed_adapter(job: Job) -> AdapterModel | None:
    """Return the model with which the job was judged, as the eligibility report in force has it."""
    report = Document.objects.of(job).in_force().of_kind(PaperKind.ELIGIBILITY_REPORT).first()
    device = report.context.get("device") if report else None
    if not device:
        return None
    return AdapterModel.objects.filter(maker=device["maker"], model=device["model"]).first()


@transaction.atomic
def receive_adapter(
    *, adapter: Adapter, serial: str, received_on: date, by: User, invoice: File[bytes] | None = None
) -> Adapter:
    """Record that the adapter arrived; with its invoice it is the customer's own from that day."""
    locked(adapter.job)
    adapter = devices.receive_adapter(adapter=adapter, serial=serial, received_on=received_on, by=by)
    if invoice or adapter.bought_by_customer:
        adapter = devices.pass_title(adapter=adapter, passed_on=received_on, invoice=invoice, by=by)
    return adapter
