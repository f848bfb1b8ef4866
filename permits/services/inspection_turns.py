"""Whose turn an inspection is: the open items that follow from its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jobs.models import Party
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.models import User
from permits.models import Inspection, InspectionKind, InspectionResult
from permits.services.turns import TAB, blocked_by, item_key, named


def show_inspection(inspection: Inspection, by: User | None) -> None:
    """Bring the job's open items up to date with this inspection; call it once the row is saved."""
    live = inspection.permit.is_live and not inspection.permit.job.cancelled_on
    for name, is_open, open_item in _ITEMS:
        if live and is_open(inspection):
            open_item(inspection, by)
        else:
            held_on = inspection.decided_on if name == "inspection" else None
            open_items.end_by_key(
                job=inspection.permit.job,
                key=item_key(name, inspection.pk),
                by=by,
                note=inspection.get_result_display() if name == "inspection" else "",
                on=held_on,
            )


def ask_the_city(inspection: Inspection, what: str, by: User) -> None:
    """It is the office's turn to ask for the next inspection of this kind, unless that is done."""
    permit = inspection.permit
    awaited = Inspection.objects.filter(permit=permit, kind=inspection.kind).awaiting_result()
    if permit.is_open and not permit.job.cancelled_on and not awaited.exists():
        since_on = inspection.mended_on or inspection.decided_on
        _open(inspection, by, Party.OFFICE, _asking(inspection), what, since_on=since_on)


def end_asking(inspection: Inspection, by: User, on: date | None = None) -> None:
    open_items.end_by_key(job=inspection.permit.job, key=_asking(inspection), by=by, on=on)


def _await_city(inspection: Inspection, by: User | None) -> None:
    _open(
        inspection,
        by,
        Party.CITY,
        item_key("inspection", inspection.pk),
        f"Hold the {_word(inspection)} under the {named(inspection.permit)}",
        since_on=inspection.asked_on,
        expected_on=inspection.scheduled_on,
        window=inspection.window,
    )


def _mend(inspection: Inspection, by: User | None) -> None:
    what = f"Mend what the {_word(inspection)} found"
    name = item_key("mend", inspection.pk)
    _open(inspection, by, Party.FIELD, name, what, since_on=inspection.decided_on)


def _file_card(inspection: Inspection, by: User | None) -> None:
    open_items.add(
        job=inspection.permit.job,
        party=Party.OFFICE,
        what=f"File the signed card of the {_word(inspection)}",
        key=item_key("card", inspection.pk),
        act=TAB,
        since_on=inspection.decided_on,
        blocks=Milestone.CLOSED_OUT,
        by=by,
    )


def _settle(inspection: Inspection, by: User | None) -> None:
    what = f"Settle with the city why it took back the {_word(inspection)}, and ask for another"
    name = item_key("revoked", inspection.pk)
    _open(inspection, by, Party.OFFICE, name, what, since_on=inspection.revoked_on)


def _lacks_card(inspection: Inspection) -> bool:
    passed = inspection.result == InspectionResult.PASSED and inspection.revoked_on is None
    return passed and inspection.kind == InspectionKind.FINAL and inspection.card_id is None


_ITEMS: tuple[tuple[str, Callable[[Inspection], bool], Callable[[Inspection, User | None], None]], ...] = (
    ("inspection", lambda row: not row.result, _await_city),
    ("mend", lambda row: row.result == InspectionResult.FAILED and row.mended_on is None, _mend),
    ("card", _lacks_card, _file_card),
    ("revoked", lambda row: row.revoked_on is not None and row.permit.is_open, _settle),
)


def _open(
    inspection: Inspection,
    by: User | None,
    party: str,
    name: str,
    what: str,
    *,
    since_on: date | None,
    expected_on: date | None = None,
    window: str = "",
) -> None:
    """Only a final stands before the stamp, so only a final's items block it."""
    final = inspection.kind == InspectionKind.FINAL
    open_items.add(
        job=inspection.permit.job,
        party=party,
        what=what,
        key=name,
        act=TAB,
        since_on=since_on,
        expected_on=expected_on,
        window=window,
        blocks=blocked_by(inspection.permit, Milestone.INSPECTION_PASSED) if final else "",
        by=by,
    )


def _asking(inspection: Inspection) -> str:
    return item_key(f"ask-{inspection.kind}", inspection.permit_id)


def _word(inspection: Inspection) -> str:
    return inspection.get_kind_display().lower()
