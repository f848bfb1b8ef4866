"""Reads what must agree about the adapter of a job."""

from __future__ import annotations

from jobs.models import Adapter, CommissioningRecord, Coverage, CoverageKind, Job
from jobs.road.must_agree import AdapterFacts
from jobs.road.stages import Milestone


def adapter_facts(job: Job) -> AdapterFacts:
    """Return the serial numbers on file and covered, and once commissioned the day of the last test."""
    live = Adapter.objects.of(job).filter(retired_on=None).values_list("serial", flat=True)
    covered = Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.ADAPTER)
    tested = CommissioningRecord.objects.of(job).values_list("tested_on", flat=True)
    return AdapterFacts(
        bought=live.first() or "",
        covered=covered.values_list("serial", flat=True).first() or "",
        tested_on=tested.first() if Milestone.COMMISSIONED in job.standing else None,
    )
