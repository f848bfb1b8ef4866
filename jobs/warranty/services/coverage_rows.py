"""Writes a term of the warranty down as a row."""

from __future__ import annotations

from jobs.models import Coverage, CoverageKind, Job
from jobs.warranty.terms import CoverageTerm


def create_coverage(job: Job, term: CoverageTerm) -> Coverage:
    """Write down one coverage. The caller has locked the job."""
    named = " ".join(part for part in (term.product, term.serial) if part)
    return Coverage.objects.create(
        job=job,
        kind=term.covered.value,
        covers=named or CoverageKind(term.covered.value).label,
        by=term.answered_by,
        starts_on=term.starts_on,
        until_on=term.ends_on,
        serial=term.serial,
    )
