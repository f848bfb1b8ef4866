"""Jobs with a contract, an adapter, a circuit, a tested charger and a closed jacket."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jobs.agreement.services import agreements
from jobs.closeout.services import closeout
from jobs.installation.services import adapter as devices
from jobs.installation.services import commissioning
from jobs.installation.services import installations as installation
from jobs.milestones.services import milestones
from jobs.models import Adapter, AdapterModel, Coverage, Job, PhotoSlot
from jobs.photos.services import photos
from jobs.road.stages import Milestone
from jobs.warranty.services import warranties as warranty
from tests.builders.cast import someone
from tests.builders.files import paper, photo
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.remembered import remembered


@remembered
def ev_adapter() -> AdapterModel:
    return AdapterModel.objects.get_or_create(
        key="connectder-ev",
        defaults={
            "maker": "ConnectDER",
            "model": "EV MSA",
            "manages_load": True,
            "max_circuit_amps": 60,
            "warranty_years": Decimal("12.5"),
            "approval": "approved",
            "approval_source": "Product list, read by Olive",
            "approval_checked_on": date(2026, 1, 5),
        },
    )[0]


@remembered
def ready_to_sign(**new: Any) -> Job:
    """A job at Agreement, by its stamps alone."""
    company()
    job = accepted_job(**new)
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(45), by=someone("olive"))
    return job


@remembered
def signed(job: Job, on: date | None = None, **new: Any) -> Job:
    """An eligible job → at Permit: USD 4,800, deposit USD 480."""
    given: dict[str, Any] = {
        "price_usd": Decimal("4800.00"),
        "deposit_usd": Decimal("480.00"),
        "scope": "60 A circuit from the adapter to the garage, 48 A charger.",
        "signed_on": on or days_ago(40),
        "notices_given_on": on or days_ago(40),
        "contract": paper("contract"),
        "by": someone("olive"),
    }
    return agreements.record_contract(job=job, **{**given, **new}).job


@remembered
def with_adapter(job: Job, serial: str = "CD-1", on: date | None = None, title: bool = True) -> Adapter:
    """An eligible job → its adapter is here, and the customer's own."""
    on, olive = on or days_ago(35), someone("olive")
    day_after = on + timedelta(days=1)
    adapter = devices.order_adapter(job=job, model=ev_adapter(), ordered_on=on, by=olive)
    adapter = devices.receive_adapter(
        adapter=adapter, serial=serial, received_on=on + timedelta(days=1), by=olive
    )
    if not title:
        return adapter
    return devices.pass_title(adapter=adapter, passed_on=day_after, invoice=paper("invoice"), by=olive)


def installation_facts(on: date) -> dict[str, Any]:
    return {
        "work_started_on": on,
        "installed_on": on,
        "lead": someone("cruz"),
        "circuit_amps": 60,
        "charger_amps": 48,
        "charger_make": "Wallbox",
        "charger_model": "Pulsar Plus",
        "charger_serial": "WB-7",
        "charger_location": "Garage, left wall",
        "wire": "6 AWG copper THHN",
        "conduit_to_first_enclosure": "1 in liquid-tight flexible",
        "liquidtight_to_first_enclosure": True,
        "conduit_beyond": "1 in EMT",
        "torque_readings": [["Breaker L1", "45", "45"], ["Breaker L2", "45", "45"]],
        "dead_and_locked_on": on,
    }


@remembered
def installed(job: Job, on: date | None = None, **new: Any) -> Job:
    """A job with permit and contract → its circuit and charger are in, recorded by Cruz."""
    on, cruz = on or days_ago(20), someone("cruz")
    for slot in (PhotoSlot.CONDUIT_AS_BUILT, PhotoSlot.CHARGER_INSTALLED, PhotoSlot.CIRCUIT_LOCKED):
        photos.file_photo(job=job, slot=slot, file=photo(slot), by=cruz)
    installation.record_installation(job=job, by=cruz, **{**installation_facts(on), **new})
    return installation.finish_installation(job=job, by=cruz)


def charger_test_facts(on: date) -> dict[str, Any]:
    return {
        "tested_on": on,
        "tested_by": someone("cruz"),
        "volts_l1_l2": Decimal("241.5"),
        "charging_amps": Decimal("47.6"),
        "charger_limit_amps": 48,
        "ground_fault_tested_on": on,
        "shown_to": "Hana Ito",
    }


@remembered
def commissioned(job: Job, on: date | None = None) -> Job:
    """A job with adapter set and final passed → commissioned by Cruz."""
    on = on or days_ago(4)
    commissioning.record_test(job=job, by=someone("cruz"), **charger_test_facts(on))
    return commissioning.commission_job(job=job, on=on, by=someone("cruz"))


@remembered
def closed(job: Job, on: date | None = None) -> Job:
    """A commissioned job → registered with its makers and closed out."""
    on, olive = on or days_ago(2), someone("olive")
    for coverage in Coverage.objects.of(job).filter(withdrawn_on=None).exclude(kind="workmanship"):
        warranty.register_with_maker(coverage=coverage, registered_on=on, number="R-1", proof=None, by=olive)
    return closeout.close_out(job=job, on=on, by=olive)
