"""Acts of the demo on the utility's visits: windows, the staged adapter, outcomes."""

from __future__ import annotations

from datetime import date, timedelta

from jobs.models import PhotoSlot
from kilowire.demo.tale import Tale, workdays_from
from kilowire.floor import calendars
from utility_requests.models import SiteVisit, VisitFailure
from utility_requests.services import mending, open_items, visits, windows

ONE_DAY = timedelta(days=1)
HOURS = ("8–12", "12–16", "9–13")
VISITS = ("adapter_set", "visit_failed", "no_access", "nobody_came", "window_moved")


def window_given(tale: Tale, on: date) -> None:
    """Record the window that the utility gave for its visit."""
    day = _visit_day(tale, on)
    windows.record_window(
        visit=_visit(tale), starts_on=day, given_on=on, by=tale.office, hours=HOURS[tale.place % len(HOURS)]
    )
    tale.fresh()


def looked_again(tale: Tale, _on: date) -> None:
    """Bring the open items of the next visit up to date, as the nightly task does."""
    open_items.refresh(job=tale.job, by=None)


def window_moved(tale: Tale, on: date) -> None:
    day = _visit_day(tale, on + ONE_DAY)
    windows.move_window(
        visit=_visit(tale),
        told_on=on,
        by=tale.office,
        starts_on=day,
        hours="8–12",
        note="Storm work came first.",
    )
    tale.fresh()


def nobody_came(tale: Tale, on: date) -> None:
    windows.miss_window(
        visit=_visit(tale), on=on, by=tale.office, note="Waited until 13:00; SCE had no crew."
    )
    tale.fresh()


def staged(tale: Tale, on: date) -> None:
    """File photos of the adapter staged in its bag, some days before the visit."""
    tale.photo(PhotoSlot.ADAPTER_UNBOXED, on, words=_serial(tale), hour=9)
    tale.photo(PhotoSlot.ADAPTER_STAGED, on, words=_serial(tale), hour=9)


def unboxed(tale: Tale, on: date) -> None:
    """File a photo of the unboxed adapter alone, before it is staged."""
    tale.photo(PhotoSlot.ADAPTER_UNBOXED, on, words=_serial(tale), hour=9)


def adapter_set(tale: Tale, on: date) -> None:
    """Record a visit that set or removed the adapter, with photos of the seal and the adapter."""
    tale.photo(PhotoSlot.SEAL_AFTER, on, hour=14)
    if tale.story.kind != "removal":
        tale.photo(PhotoSlot.ADAPTER_SET, on, words=tale.house.meter, hour=14)
    _came(tale, on, "removed" if tale.story.kind == "removal" else "set")


def came_unannounced(tale: Tale, on: date) -> None:
    """Record a visit without a window that set the adapter."""
    _came(tale, on, "set", note="Nobody told us; the homeowner rang when the lights went out.")


def visit_failed(tale: Tale, on: date) -> None:
    _came(tale, on, "failed", reasons=("F1", "F2"), note="Rain got into the box.")


def no_access(tale: Tale, on: date) -> None:
    _came(tale, on, "no_access", note="Side gate locked, nobody at home.")


def failures_mended(tale: Tale, on: date) -> None:
    for failure in VisitFailure.objects.of(tale.job).to_mend():
        mending.record_fix(
            failure=failure, mended_on=on, by=tale.technician, note="New bag, adapter dried and checked"
        )


def _came(tale: Tale, on: date, outcome: str, note: str = "", reasons: tuple[str, ...] = ()) -> None:
    visits.record_visit_outcome(
        visit=_visit(tale),
        outcome=outcome,
        happened_on=on,
        by=tale.office,
        reasons=reasons,
        serial_seen=_serial(tale) if outcome == "set" else "",
        note=note,
    )
    tale.fresh()


def _visit_day(tale: Tale, on: date) -> date:
    """Return the day of the next visit in the story; one after today is counted in the utility's calendar."""
    ahead: int = tale.told.get("visit_in", 6)
    return tale.next_day(on, *VISITS) or workdays_from(tale.today, ahead, calendars.SCE)


def _visit(tale: Tale) -> SiteVisit:
    return SiteVisit.objects.of(tale.job).to_come().get()


def _serial(tale: Tale) -> str:
    adapter = tale.job.adapters.filter(retired_on=None).first()
    return adapter.serial if adapter else ""
