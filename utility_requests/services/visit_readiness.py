"""Readiness of the coming visit, judged from frozen facts, the installation as built, and photos."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.directory.services.party_calendars import utility_calendar
from jobs.models import Job, Photo, VisitOrder
from kilowire.floor.refusals import Refused
from utility_requests.models import SiteVisit, VisitWindow
from utility_requests.readiness import Item, Readiness, State, judge, last_look_on, moment_on
from utility_requests.services.reading import RequestRows
from utility_requests.services.tariffs import tariff_for
from utility_requests.services.visit_facts import as_built, evidence_photos, first_final_passed_on
from utility_requests.standing import RedItem
from utility_requests.visit_evidence import Known, Window
from utility_requests.visit_evidence import Photo as PhotoTaken
from utility_requests.visit_reasons import REASONS

SLOTS = sorted({slot for reason in REASONS for slot in reason.photo_slots})


def judged(on_file: RequestRows, today: date) -> Readiness | None:
    """Return the judgment of the coming visit on this day; None if no visit is coming."""
    known = known_of_coming(on_file)
    return judged_on(on_file, known, today) if known else None


def judged_on(on_file: RequestRows, known: Known, day: date) -> Readiness:
    """Return the judgment of the coming visit on a day, from what is known of it; no query."""
    return judge(known, moment_on(day, known.window, utility_calendar(on_file.job.site.utility)))


def known_of_coming(on_file: RequestRows) -> Known | None:
    """Return everything that the judgment is based on; None if no visit is coming."""
    visit = on_file.coming
    return None if visit is None or on_file.done else _known(on_file, visit)


def _known(on_file: RequestRows, visit: SiteVisit) -> Known:
    job, adapter = on_file.job, on_file.adapter
    return Known(
        request_type=job.kind,
        visit_order=job.site.jurisdiction.visit_order,
        fee_usd=stake_usd(on_file, visit),
        as_planned=on_file.assessed.get("facts", {}),
        as_built=as_built(job, adapter),
        photos=tuple(
            _photo(photo, on_file.windows.get(visit.pk, [])) for photo in evidence_photos(job, SLOTS)
        ),
        standing=frozenset(job.standing),
        window=_window(on_file.window),
        adapter_serial=adapter.serial if adapter else "",
        first_final_passed_on=_first_final(job),
        unmended=_unmended(on_file),
        differences=agreeing.what_wastes_a_visit(job),
    )


def red_items(on_file: RequestRows, readiness: Readiness | None) -> tuple[RedItem, ...]:
    """Return what may waste the visit, each with the day of the last check."""
    if readiness is None:
        return ()
    window = _window(on_file.window)
    due_on = last_look_on(window, utility_calendar(on_file.job.site.utility)) if window else None
    return tuple(
        RedItem(item.key, _in_words(item), due_on, item.retake, item.photo_wanted)
        for item in readiness.in_state(State.RED)
    )


def _in_words(item: Item) -> str:
    """Return e.g. ``The photo of the panel's label is missing (meter and main breaker within 200 A)``."""
    label = item.label if item.label[1:2].isupper() else item.label[0].lower() + item.label[1:]
    return f"{item.reason.rstrip('.')} ({label})"


def stake_usd(on_file: RequestRows, visit: SiteVisit) -> Decimal:
    """Return the USD that one more visit costs: the fee of the day of the window, else of today."""
    day = on_file.window.starts_on if on_file.window else timezone.localdate()
    try:
        return tariff_for(on_file.job.site.utility, day).amount_usd
    except Refused:
        return visit.tariff.amount_usd


def _first_final(job: Job) -> date | None:
    two = job.site.jurisdiction.visit_order == VisitOrder.TWO_FINALS
    return first_final_passed_on(job) if two else None


def _window(window: VisitWindow | None) -> Window | None:
    return Window(key=str(window.pk), day=window.starts_on) if window else None


def _photo(photo: Photo, windows: list[VisitWindow]) -> PhotoTaken:
    """Return the photo as evidence for the last window that had been given when it was taken."""
    day = timezone.localtime(photo.taken_at).date()
    key = ""
    for place, window in enumerate(windows):
        later = day > window.given_on
        same_day = day == window.given_on and (place == 0 or photo.filed_at > window.recorded_at)
        if later or same_day:
            key = str(window.pk)
    return PhotoTaken(photo.slot, key, photo.rejected_because, waits=photo.is_to_be_looked_at)


def _unmended(on_file: RequestRows) -> dict[str, date]:
    return {
        failure.reason: visit.happened_on
        for visit in on_file.visits
        for failure in visit.failures.all()
        if visit.happened_on and failure.undone_on is None and failure.mended_on is None
    }
