"""What the signatures of a job rest on: the file that shows each of them."""

from __future__ import annotations

from collections.abc import Iterator

from jobs.models import Signature, SignedPaper, Upload
from jobs.papers.services.file_uses import Filed, RestsOn

WITHDRAWN_HERE = (SignedPaper.SURVEY, SignedPaper.OWNER_CONSENT)
"""Papers whose signature is withdrawn on a page of this room; each other has a page where it is recorded."""


def signatures_on(filed: Filed) -> Iterator[RestsOn]:
    """Yield the signatures that stand on this file, each with the page that undoes it."""
    if not isinstance(filed, Upload):
        return
    for signature in Signature.objects.of(filed.job).standing().filter(upload=filed):
        what = f"{signature.get_paper_display()}: {signature.name_as_signed} signed it"
        if signature.paper == SignedPaper.CONTRACT:
            yield RestsOn(what, "jobs:undo_contract")
        elif signature.paper == SignedPaper.CHANGE_ORDER:
            yield RestsOn(what, f"jobs:undo_change_order {signature.change_order.pk}")
        elif signature.paper in WITHDRAWN_HERE:
            yield RestsOn(what, f"jobs:withdraw_signature {signature.pk}")
