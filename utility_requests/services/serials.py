"""The serial number that was read off the adapter in the socket: compared, and corrected."""

from __future__ import annotations

from django.db import transaction

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.models import EventKind, Job, ReferenceKind
from jobs.road.must_agree import AdapterSet
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User
from utility_requests.models import Outcome, SiteVisit
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_visit_record
from utility_requests.services.reading import adapter_of


@transaction.atomic
def correct_serial(*, visit: SiteVisit, serial_seen: str, because: str, by: User) -> SiteVisit:
    """Correct the serial number that was read at the visit, and issue the visit record again."""
    visit = locked(visit)
    job = locked(visit.job)
    _refuse_correction(visit, serial_seen, because)
    before, after = history.changes(visit, {"serial_seen": serial_seen.strip()})
    if not after:
        raise Refused("Nothing would change: that serial number is on record.", field="serial_seen")
    visit.serial_seen = serial_seen.strip()
    visit.save(update_fields=["serial_seen"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence="Serial number of the adapter corrected",
        because=because,
        by=by,
        before=before,
        after=after,
    )
    kind, source, earlier = ReferenceKind.ADAPTER_SERIAL, f"visit:{visit.pk}", before["serial_seen"]
    search.refer(job=job, kind=kind, value=visit.serial_seen, replacing=earlier, source=source)
    issue_visit_record(job, visit, by)
    bring_up_to_date(job, by)
    agreeing.bring_up_to_date(job=job, by=by)
    return visit


@transaction.atomic
def keep_ours(*, visit: SiteVisit, because: str, by: User) -> SiteVisit:
    """Record that the serial number on file is right and the one read at the visit was misread.

    Refused where no adapter is on file, and without a reason.
    """
    visit = locked(visit)
    adapter = adapter_of(visit.job)
    if adapter is None or not adapter.serial:
        raise Refused("No serial number is on file: record the adapter on the installation tab.")
    return correct_serial(visit=visit, serial_seen=adapter.serial, because=because, by=by)


def adapter_set(job: Job) -> AdapterSet:
    """Return the adapter that the utility set and that is still in the socket."""
    in_place = SiteVisit.objects.of(job).standing().filter(outcome=Outcome.SET, came_off_on=None)
    visit = in_place.only("serial_seen", "happened_on").last()
    return AdapterSet(visit.serial_seen, visit.happened_on) if visit else AdapterSet()


def _refuse_correction(visit: SiteVisit, serial_seen: str, because: str) -> None:
    if visit.outcome != Outcome.SET:
        raise Refused("No adapter was set at this visit.")
    if not serial_seen.strip() or not because.strip():
        raise Refused("Give the serial number and how it was found out.", field="because")
