"""The maker's warranty of the adapter: its serial number corrected, or another adapter covered."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.models import Coverage, CoverageKind, EventKind, Job
from jobs.warranty.services import warranties
from jobs.warranty.services.coverage_rows import create_coverage
from jobs.warranty.services.makers_terms import adapter_term
from jobs.warranty.terms import coverage_of_adapter
from kilowire.floor.locks import locked
from kilowire.floor.normal.numbers import same_number
from kilowire.floor.refusals import Refused
from kilowire.models import User


def live_coverage(job: Job) -> Coverage | None:
    """Return the maker's warranty of this job's adapter, also while it is flagged."""
    return Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.ADAPTER).first()


def uncovered_adapter(job: Job) -> str:
    """Return the adapter that is set while the warranty names another one; else ""."""
    covered, term = live_coverage(job), adapter_term(job)
    if not covered or not term or not term.serial or not job.adapter_set_on:
        return ""
    return "" if same_number(covered.serial, term.serial) else f"{term.product} {term.serial}"


def correct_serial(*, job: Job, earlier: str, by: User, on: date) -> None:
    """Follow a serial number that was mistyped, and issue the certificate again if it is in force.

    The caller has locked the job.
    """
    coverage, term = live_coverage(job), adapter_term(job)
    if coverage is None or term is None or not same_number(coverage.serial, earlier):
        return
    coverage.serial = term.serial
    coverage.covers = f"{term.product} {term.serial}"
    coverage.save(update_fields=["serial", "covers"])
    warranties.issue_certificate_again(job=job, on=on, by=by)


@transaction.atomic
def cover_adapter(*, job: Job, by: User) -> Coverage:
    """Cover the adapter that is on the wall now, in place of an earlier one; it has to be registered anew.

    Refused before an adapter is set, and where that adapter is covered already.
    """
    job = locked(job)
    covered, term = live_coverage(job), adapter_term(job)
    if term is None or job.adapter_set_on is None or job.commissioned_on is None:
        raise Refused("Not yet: the adapter is covered once it is set and the charger is commissioned.")
    if covered and same_number(covered.serial, term.serial):
        raise Refused("This adapter is covered already.")
    on = timezone.localdate()
    if covered:
        covered.withdrawn_on = on
        covered.save(update_fields=["withdrawn_on"])
    coverage = create_coverage(job, coverage_of_adapter(term, job.adapter_set_on))
    said = f"Warranty: {coverage.covers}"
    history.record(job=job, kind=EventKind.DESK, sentence=said, on=on, by=by)
    warranties.issue_certificate_again(job=job, on=on, by=by)
    agreeing.bring_up_to_date(job=job, by=by)
    return coverage
