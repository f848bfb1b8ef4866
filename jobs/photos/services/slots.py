"""Which photos a kind of job has, and the URL of the form that files several of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from jobs.models import PhotoSlot
from jobs.road.stages import Kind

OF_A_REMOVAL = (
    PhotoSlot.METER_FACE,
    PhotoSlot.SEAL,
    PhotoSlot.SOCKET_RING,
    PhotoSlot.METER_AREA,
    PhotoSlot.CIRCUIT_LOCKED,
    PhotoSlot.SEAL_AFTER,
    PhotoSlot.OTHER,
)


def slots_of(kind: str) -> tuple[PhotoSlot, ...]:
    """Return what photos of a job of this kind may show, in the order of the work."""
    return OF_A_REMOVAL if kind == Kind.REMOVAL else tuple(PhotoSlot)


def photos_url(job_number: str, slots: Sequence[str]) -> str:
    """Return the URL of the form with one field for each of these slots of this job."""
    asked = urlencode([("slot", str(slot)) for slot in slots])
    return f"{reverse('jobs:add_photos', args=[job_number])}?{asked}"
