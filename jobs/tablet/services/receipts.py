"""The receipt of a form: what the tablet learns of what became of it. ``docs/field.md`` has its shape."""

from __future__ import annotations

from typing import Any

from jobs.tablet.services.sent import Sent
from jobs.tablet.services.takers import FormTaken


def receipt_of(sent: Sent, came: FormTaken) -> dict[str, Any]:
    """Return the receipt in plain values; it is kept with the form and given again for the same bytes."""
    photos = [{"id": str(photo.pk), "sha256": photo.sha256} for photo in sent.photos]
    signatures = [{"id": str(s.sent_as), "sha256": s.upload.sha256} for s in sent.signatures]
    return {
        "id": str(sent.id),
        "sha256": sent.form.sha256,
        "received_at": sent.clock.received_at.isoformat(),
        "files": photos + signatures,
        "said": came.said,
        "conflicts": [each.label for each in came.conflicts],
        "bases": came.bases,
        "not_filed": [
            {"field": name, "label": refused.label, "because": refused.because}
            for name, refused in came.refused.items()
        ],
        "off_calendar": sent.off_calendar,
    }
