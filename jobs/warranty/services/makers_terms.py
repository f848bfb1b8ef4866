"""What the makers promise for the adapter and the charger of a job, as far as it is known."""

from __future__ import annotations

from jobs.models import AdapterUnit, InstallationRecord, Job
from jobs.warranty.terms import MakersTerm, months_of


def adapter_term(job: Job) -> MakersTerm | None:
    unit = AdapterUnit.objects.of(job).filter(retired_on=None).select_related("model").first()
    if unit is None:
        return None
    years = unit.model.warranty_years
    return MakersTerm(
        maker=unit.model.maker,
        product=str(unit.model),
        months=months_of(float(years)) if years else None,
        serial=unit.serial,
    )


def charger_term(job: Job) -> MakersTerm | None:
    record = InstallationRecord.objects.of(job).first()
    if record is None:
        return None
    product = f"{record.charger_make} {record.charger_model}"
    return MakersTerm(maker=record.charger_make, product=product, serial=record.charger_serial)
