"""Facts of the jobs app about the coming visit: installation as built, photos, the first of two finals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from jobs.models import Adapter, Event, InstallationRecord, Job, Photo


def as_built(job: Job, adapter: Adapter | None) -> dict[str, Any]:
    """Return what the installation recorded, under the names of the eligibility facts."""
    built: dict[str, Any] = {"device_isolating": adapter.model.isolating} if adapter else {}
    record = InstallationRecord.objects.of(job).first()
    if record:
        built["energized_conduit_liquidtight"] = record.liquidtight_to_first_enclosure
        built["comms_cable"] = record.comms_cable
        built["comms_conduit_liquidtight"] = record.comms_liquidtight
    return built


def evidence_photos(job: Job, slots: Iterable[str]) -> list[Photo]:
    """Return photos in these slots, also rejected ones; not those replaced by a retake or withdrawn."""
    return list(Photo.objects.of(job).of_this_job().filter(slot__in=list(slots), replaced_by=None))


def first_final_passed_on(job: Job) -> date | None:
    """Return the day on which the first of two finals passed and was not undone, from the job's history."""
    passed: dict[int, date] = {}
    for event in Event.objects.of(job).filter(after__has_key="inspection").order_by("id"):
        inspection = event.after["inspection"]
        if event.after.get("result") == "passed" and event.sentence.startswith("Final"):
            passed[inspection] = event.on
        elif "result" in event.after or "revoked_on" in event.after:
            passed.pop(inspection, None)
    return min(passed.values(), default=None)
