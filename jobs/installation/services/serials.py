"""Serial numbers of adapters: none twice, in whatever way it is typed, and a mistyped one corrected."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.closeout.services import closeout
from jobs.history.services import history
from jobs.installation.services import installations
from jobs.models import Adapter, EventKind, InstallationRecord, Job, ReferenceKind
from jobs.open_items.services import open_items
from jobs.road.item_endings import ADAPTER_SEEN
from jobs.road.stages import Milestone
from jobs.search.services import search
from jobs.warranty.services import adapter_coverage
from kilowire.floor.locks import locked
from kilowire.floor.normal.numbers import number_key
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User


def refuse_duplicate(adapter: Adapter, serial: str) -> None:
    """Refuse what is no serial number, and one that a live adapter of this model has on any job."""
    key = number_key(serial)
    if not key:
        raise Refused("A serial number has letters or digits.", field="serial")
    same = Adapter.objects.filter(model=adapter.model, serial_key=key, retired_on=None)
    other = same.exclude(pk=adapter.pk).select_related("job").first()
    if other:
        raise Refused(f"Serial number {other.serial} is already on {other.job.number}.", field="serial")


def source_of(adapter: Adapter) -> str:
    """Return the name under which the search knows this adapter's serial number."""
    return f"adapter:{adapter.pk}"


@transaction.atomic
def correct_serial_on_file(*, adapter: Adapter, serial: str, because: str, by: User) -> Adapter:
    """Correct the serial number of the adapter that was bought, and issue the papers that name it again.

    It tells nobody outside. Refused before one is recorded, without a reason, where another job has the
    number, and where nothing would change.
    """
    job = locked(adapter.job)
    adapter = locked(adapter)
    serial = serial.strip()
    if not adapter.serial:
        raise Refused("No serial number is recorded yet: record that the adapter came.")
    needs_reason(because)
    refuse_duplicate(adapter, serial)
    before, after = history.changes(adapter, {"serial": serial})
    looked_into = open_items.is_open(job=job, key=ADAPTER_SEEN)
    if not after and not looked_into:
        raise Refused("Nothing would change: that serial number is on file.", field="serial")
    if after:
        _write(job, adapter, serial, by)
    said = f"{'Serial number corrected' if after else 'Serial number is right'}: {serial}"
    history.record(
        job=job, kind=EventKind.EDITED, sentence=said, because=because, by=by, before=before, after=after
    )
    open_items.end_by_key(job=job, key=ADAPTER_SEEN, by=by, note=because)
    agreeing.bring_up_to_date(job=job, by=by)
    return adapter


def _write(job: Job, adapter: Adapter, serial: str, by: User) -> None:
    earlier, today = adapter.serial, timezone.localdate()
    adapter.serial = serial
    adapter.save(update_fields=["serial", "serial_key"])
    kind = ReferenceKind.ADAPTER_SERIAL
    search.refer(job=job, kind=kind, value=serial, replacing=earlier, source=source_of(adapter))
    record = InstallationRecord.objects.of(job).first()
    if record and Milestone.CIRCUIT_INSTALLED in job.standing:
        installations.issue_paper(record, by, today)
    adapter_coverage.correct_serial(job=job, earlier=earlier, by=by, on=today)
    closeout.issue_package_again(job=job, by=by, on=today)
