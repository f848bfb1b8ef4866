"""Tells which car a job was assessed for."""

from __future__ import annotations

from assessments.models import Assessment
from jobs.directory.services.cars import Car
from jobs.models import Job


def chosen_car(job: Job) -> Car | None:
    """Return the car of the job's assessment with the kW noted there, else the directory's."""
    found = Assessment.objects.filter(job=job).exclude(vehicle=None).select_related("vehicle").first()
    if found is None or found.vehicle is None:
        return None
    return Car(found.vehicle, found.onboard_kw or found.vehicle.onboard_kw)
