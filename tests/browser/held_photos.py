"""Whether the office holds exactly the bytes that the tablet kept."""

from __future__ import annotations

import hashlib

from jobs.models import Photo
from tests.browser.tablet import Item


def assert_office_holds(items: list[Item]) -> None:
    """The bytes that the tablet kept are the bytes on the server's disk, each once."""
    on_file = {str(photo.pk): photo for photo in Photo.objects.all()}
    assert set(on_file) == {item["id"] for item in items}
    for item in items:
        photo = on_file[item["id"]]
        with photo.original.open() as original:
            assert hashlib.sha256(original.read()).hexdigest() == item["sha256"] == photo.sha256
        assert (photo.slot, photo.camera_sha256) == (item["slot"], item["camera_sha256"])
