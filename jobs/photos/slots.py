"""The address of the form that files several named photos at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse


def photos_url(job_number: str, slots: Sequence[str]) -> str:
    """Return the URL of the form with one field for each of these slots of this job."""
    asked = urlencode([("slot", str(slot)) for slot in slots])
    return f"{reverse('jobs:add_photos', args=[job_number])}?{asked}"
