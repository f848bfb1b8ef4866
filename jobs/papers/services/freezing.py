"""Freezes photos and uploads into a paper's context: path, SHA-256 and text, so that the row is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from jobs.models import Document, Job, Photo, Upload

Frozen = dict[str, Any]


def frozen_photo(photo: Photo) -> Frozen:
    """Return the part of a frozen context that describes a photo, by its print copy."""
    return {
        "id": str(photo.pk),
        "slot": photo.get_slot_display(),
        "caption": photo.caption,
        "taken_at": "" if photo.clock else f"{timezone.localtime(photo.taken_at):%Y-%m-%dT%H:%M}",
        "clock": photo.get_clock_display() if photo.clock else "",
        "path": photo.print_copy.name,
        "sha256": photo.print_sha256,
    }


def frozen_upload(upload: Upload) -> Frozen:
    """Return the part of a frozen context that describes an upload."""
    return {
        "id": upload.pk,
        "title": str(upload),
        "filed_on": timezone.localdate(upload.filed_at).isoformat(),
        "pages": upload.pages,
        "content_type": upload.content_type,
        "path": upload.file.name,
        "sha256": upload.sha256,
    }


def frozen_paper(document: Document) -> Frozen:
    """Return the part of the close-out package's context that repeats a paper of ours in full."""
    return {
        "kind": document.kind,
        "title": document.title,
        "issued_on": document.issued_on.isoformat(),
        "context": document.context,
    }


def with_frozen_files(job: Job, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context with each id of a photo or upload in its sections replaced by the frozen file.

    Raises ``LookupError`` for an id that is not of this job; what is frozen already is left as it is.
    """
    sections = context.get("sections", [])
    photos = _by_id(Photo.objects.of(job), _ids(sections, "photos"), frozen_photo)
    uploads = _by_id(Upload.objects.of(job), _ids(sections, "uploads"), frozen_upload)
    return {**context, "sections": [_with_files(section, photos, uploads) for section in sections]}


def _ids(sections: Iterable[dict[str, Any]], key: str) -> list[str]:
    return [
        str(named) for section in sections for named in section.get(key, ()) if not isinstance(named, dict)
    ]


def _by_id(rows: Any, ids: list[str], freeze: Callable[[Any], Frozen]) -> dict[str, Frozen]:
    found = {str(row.pk): freeze(row) for row in rows.filter(pk__in=ids)} if ids else {}
    missing = sorted(set(ids) - set(found))
    if missing:
        raise LookupError(f"Not files of this job: {', '.join(missing)}.")
    return found


def _with_files(
    section: dict[str, Any], photos: dict[str, Frozen], uploads: dict[str, Frozen]
) -> dict[str, Any]:
    whole = dict(section)
    for key, known in (("photos", photos), ("uploads", uploads)):
        if section.get(key):
            whole[key] = [named if isinstance(named, dict) else known[str(named)] for named in section[key]]
    return whole
