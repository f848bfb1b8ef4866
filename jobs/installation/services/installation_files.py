"""What the installation rests on a file: its photos, and the invoice that passed the adapter's title."""

from __future__ import annotations

from collections.abc import Iterable

from jobs.history.services import history
from jobs.installation.services.installations import NEEDED_PHOTOS
from jobs.models import Adapter, EventKind, Photo, Upload
from jobs.papers.services.file_uses import Filed, RestsOn, steps_to_undo
from jobs.road.stages import Milestone
from kilowire.models import User


def rests_on(filed: Filed) -> Iterable[RestsOn]:
    """Return what rests on the last photo of a slot that a finished installation needs."""
    if not isinstance(filed, Photo) or filed.slot not in NEEDED_PHOTOS:
        return ()
    others = Photo.objects.of(filed.job).on_file().filter(slot=filed.slot).exclude(pk=filed.pk)
    counts = filed.rejected_on is None and filed.replaced_by_id is None
    return steps_to_undo(filed.job, Milestone.CIRCUIT_INSTALLED) if counts and not others.exists() else ()


def let_go(filed: Filed, by: User) -> None:
    """Undo the title's passing where this file is the invoice that it passed by."""
    if not isinstance(filed, Upload):
        return
    for adapter in Adapter.objects.of(filed.job).filter(invoice=filed):
        adapter.invoice = None
        if not adapter.bought_by_customer and adapter.title_passed_on:
            passed_on = adapter.title_passed_on
            adapter.title_passed_on = adapter.title_passed_by = None
            history.record(
                job=filed.job,
                kind=EventKind.UNDONE,
                sentence="Undone: the adapter is the customer's own",
                because=filed.withdrawn_because,
                by=by,
                before={"title_passed_on": passed_on.isoformat()},
            )
        adapter.save(update_fields=["invoice", "title_passed_on", "title_passed_by"])
