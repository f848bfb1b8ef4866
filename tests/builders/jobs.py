"""Jobs at the beginning of the road, and the directory that they need."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.intake.services import intake
from jobs.models import Appointment, CompanyRecord, Job, Jurisdiction, Utility
from kilowire.floor.days import midnight
from tests.builders.cast import someone
from tests.builders.remembered import remembered


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@remembered
def sce() -> Utility:
    return Utility.objects.get_or_create(
        key="sce",
        defaults={
            "name": "Southern California Edison",
            "short_name": "SCE",
            "homeowner_name": "Edison",
            "fact_value": "sce",
            "programme": "sce_msa",
            "calendar": "sce",
            "typical_business_days": 30,
            "phone": "800-655-4555",
        },
    )[0]


@remembered
def ladwp() -> Utility:
    return Utility.objects.get_or_create(
        key="ladwp",
        defaults={
            "name": "Los Angeles Department of Water and Power",
            "short_name": "LADWP",
            "homeowner_name": "LADWP",
            "fact_value": "ladwp",
        },
    )[0]


@remembered
def whittier(**new: Any) -> Jurisdiction:
    """The city, with what is given changed."""
    made = {"name": "City of Whittier", "county": "Los Angeles", **new}
    return Jurisdiction.objects.update_or_create(key="whittier", defaults=new, create_defaults=made)[0]


@remembered
def company() -> CompanyRecord:
    return CompanyRecord.objects.first() or CompanyRecord.objects.create(
        effective_from=date(2020, 1, 1),
        name="KiloWire",
        cslb_number="1110475",
        classification="C-10",
        bond="Bonded",
        workers_compensation="Workers' compensation held",
        liability_usd=1_000_000,
        phone="562-555-0100",
        email="office@kilowire.test",
    )


@remembered
def opened_job(**new: Any) -> Job:
    """A job at Intake: Hana's house in Whittier."""
    given: dict[str, Any] = {
        "kind": "installation",
        "name": "Hana Ito",
        "email": "hana@home.test",
        "phone": "562-555-0142",
        "street": "418 Alder Court",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": new.pop("jurisdiction", None) or whittier(),
        "utility": new.pop("utility", None) or sce(),
        "by": someone("olive"),
        "on": days_ago(60),
    }
    return intake.open_job(**{**given, **new})


@remembered
def accepted_job(**new: Any) -> Job:
    """A job at Assessment."""
    job = opened_job(**new)
    return intake.accept_job(job=job, by=someone("olive"), on=job.opened_on)


@remembered
def booked(job: Job, who: str = "asa", *, kind: str = "survey", days: int = 2) -> Appointment:
    """A technician is booked from ten to noon, so many days from now, and from then on sees the job."""
    start = midnight(days_ago(-days)) + timedelta(hours=10)
    return appointments.book_appointment(
        job=job,
        kind=kind,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        technicians=[someone(who)],
        by=someone("olive"),
    )
