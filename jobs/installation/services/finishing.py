"""Finish the installation in one form, with the photos that were still to take."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.base import File

from jobs.installation.services import installations
from jobs.models import Job
from jobs.photos.services.photos import file_photos
from kilowire.models import User


def finish_with_photos(*, job: Job, photos: Mapping[str, File[bytes]], by: User) -> Job:
    """File these photos, by slot, then finish the installation; a photo stays where that is refused."""
    file_photos(job=job, photos=photos, by=by)
    return installations.finish_installation(job=job, by=by)
