"""The makers' warranty terms for the adapter and the charger of a job, as far as they are known."""

from __future__ import annotations

from jobs.models import Adapter, InstallationRecord, Job
from jobs.warranty.terms import MakersTerm, months_of


def adapter_term(job: Job) -> MakersTerm | None:
    adapter = Adapter.objects.of(job).filter(retired_on=None).select_related("model").first()
    if adapter is None:
        return None
    years = adapter.model.warranty_years
    return MakersTerm(
        maker=adapter.model.maker,
        product=str(adapter.model),
        months=months_of(float(years)) if years else None,
        serial=adapter.serial,
    )


def charger_term(job: Job) -> MakersTerm | None:
    record = InstallationRecord.objects.of(job).first()
    if record is None:
        return None
    product = f"{record.charger_make} {record.charger_model}"
    return MakersTerm(maker=record.charger_make, product=product, serial=record.charger_serial)
