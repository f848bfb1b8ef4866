"""The head of every paper: our company and the job, frozen as plain text."""

from __future__ import annotations

from datetime import date
from typing import Any

from jobs.models import CompanyRecord, Job, UtilityAccount
from jobs.road.nodes import Road, road_nodes
from jobs.road.stages import Milestone, road
from kilowire.floor.days import spoken_day


def letterhead(job: Job, on: date) -> dict[str, Any]:
    """Return the company record of this day and the job as it is now, as plain text."""
    job = Job.objects.select_related("site__utility", "site__jurisdiction").get(pk=job.pk)
    return {
        "company": _company(on),
        "job": _job(job),
        "wire": _wire(job, on),
        "issued_on": spoken_day(on),
    }


def _company(on: date) -> dict[str, str]:
    record = CompanyRecord.objects.on(on)
    return {
        "name": record.name,
        "license": f"CSLB {record.cslb_number}, {record.classification}",
        "bond": record.bond,
        "workers_compensation": record.workers_compensation,
        "liability": f"USD {record.liability_usd:,}",
        "phone": record.phone,
        "email": record.email,
        "address": record.address,
    }


def _job(job: Job) -> dict[str, str]:
    account = UtilityAccount.objects.of(job).first()
    return {
        "number": job.number,
        "kind": job.get_kind_display(),
        "homeowner": job.homeowner_name,
        "address": job.site.address,
        "utility": job.site.utility.name,
        "utility_short": job.site.utility.short_name,
        "utility_for_homeowner": job.site.utility.homeowner_name,
        "jurisdiction": job.site.jurisdiction.name,
        "meter": account.meter_number if account else "",
        "account_holder": account.holder_name if account else "",
    }


def _wire(job: Job, on: date) -> list[dict[str, str]]:
    """Return the points of the road with ISO dates, so that a paper can format them in its own language."""
    stamped = {m.value: job.day_of(m) for m in Milestone if job.day_of(m)}
    waived = {m.value: job.waived_on(m) for m in Milestone if job.waived_on(m)}
    drawn = Road(kind=job.kind, stamped=stamped, waived=waived, utility=job.site.utility.short_name)
    days = {**waived, **stamped}
    return [
        {
            "label": node["label"],
            "state": node["state"],
            "track": node["track"],
            "day": days[step.milestone].isoformat() if step.milestone in days else "",
        }
        for step, node in zip(road(job.kind), road_nodes(drawn, today=on), strict=True)
    ]
