"""The contract and the adapter of a job that was under way before it was in KiloWire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobs.installation.services import adapter as adapters
from jobs.milestones.services import milestones
from jobs.models import AdapterModel, Job
from jobs.road.stages import STEP, Milestone
from kilowire.floor.normal.numbers import number_key
from kilowire.floor.refusals import Refused
from kilowire.models import User


def record_contract_and_adapter(job: Job, given: Mapping[str, Any], by: User) -> None:
    """Record that the contract was signed, and the adapter with its serial number where one is named.

    The adapter counts as received on the day of the contract. One that the directory does not have, or that
    has no serial number, is ``Refused``.
    """
    on, named, serial = (given.get(name) for name in ("agreed_on", "adapter_model", "adapter_serial"))
    if on:
        said = f"{STEP[Milestone.AGREED].said}, recorded later"
        job = milestones.stamp(job=job, milestone=Milestone.AGREED, on=on, by=by, sentence=said)
    if on and (named or serial):
        models = {
            number_key(name): m for m in AdapterModel.objects.all() for name in (m.model, m.key, str(m))
        }
        model = models.get(number_key(named or ""))
        if model is None or not serial:
            raise Refused("Name the adapter's model as in the directory, and its serial number.")
        ordered = adapters.order_adapter(job=job, model=model, ordered_on=on, by=by)
        adapters.receive_adapter(adapter=ordered, serial=serial, received_on=on, by=by)
