"""When a photo is withdrawn, the one that it replaced counts again, and what it answered is asked again."""

from __future__ import annotations

from jobs.models import Photo, PhotoRequest
from jobs.papers.services.file_uses import Filed
from jobs.photos.services.photo_requests import open_again
from jobs.photos.services.retakes import ask_for_retake, end_retake, name_replacement
from kilowire.models import User


def let_go(filed: Filed, by: User) -> None:
    """Put the photo that this one replaced back on file, and ask again for what this one answered."""
    if not isinstance(filed, Photo):
        return
    end_retake(filed, by, "The photo was withdrawn")
    for earlier in Photo.objects.of(filed.job).filter(replaced_by=filed):
        name_replacement(earlier)
        if earlier.rejected_on:
            ask_for_retake(earlier, by)
    for request in PhotoRequest.objects.of(filed.job).filter(photo=filed, withdrawn_at=None):
        open_again(request, by)
