"""The frozen context of the visit record: the visits and the windows given for them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from jobs.models import PhotoSlot
from jobs.papers.services.record_shape import adapter_serial, day, photos_in, record_context, section
from utility_requests.failure_reasons import REASONS
from utility_requests.models import SiteVisit
from utility_requests.services.reading import RequestRows

Rows = list[list[str]]


def visit_context(on_file: RequestRows, visit: SiteVisit) -> dict[str, Any]:
    """Return the outcomes of the visits, of which the last did the work."""
    name = on_file.job.site.utility.short_name
    said = _("%(value1)s set the adapter on %(day1)s.")
    if visit.outcome == "removed":
        said = _("%(value1)s removed the adapter on %(day1)s.")
    rows: Rows = [
        [_("Done on"), day(visit.happened_on)],
        [_("Done by"), _("%(value1)s's technician") % {"value1": name}],
        [_("Window given"), _windows_in_words(on_file, visit)],
        [_("Serial number of what came out"), visit.serial_seen or "–"]
        if visit.outcome == "removed"
        else [_("Serial number seen"), adapter_serial(on_file.job, visit.serial_seen) or "–"],
        [_("Note"), visit.note or "–"],
    ]
    photos = photos_in(on_file.job, (PhotoSlot.SEAL, PhotoSlot.ADAPTER_SET, PhotoSlot.SEAL_AFTER))
    return record_context(
        on_file.job,
        visit.happened_on or timezone.localdate(),
        summary=said % {"value1": name, "day1": day(visit.happened_on)},
        sections=[
            section(_("Visit"), rows, photos=photos),
            section(_("All visits"), [], table=_visit_table(on_file)),
        ],
    )


def _visit_table(on_file: RequestRows) -> dict[str, Any]:
    rows = [
        [
            _("Visit %(value1)s") % {"value1": v.ordinal},
            _windows_in_words(on_file, v),
            day(v.happened_on),
            _outcome_in_words(v),
        ]
        for v in on_file.visits
        if v.outcome
    ]
    return {"head": [_("Visit"), _("Window given"), _("Came on"), _("Outcome")], "rows": rows}


def _outcome_in_words(visit: SiteVisit) -> str:
    """Return, for example, ``Failed: the adapter was damaged, dirty or wet``."""
    found = [REASONS[row.reason].found for row in visit.failures.all() if row.undone_on is None]
    words = visit.get_outcome_display()
    if visit.came_off_on:
        words = f"{words}, off again on {day(visit.came_off_on)}"
    return f"{words}: {'; '.join(text[0].lower() + text[1:] for text in found)}" if found else words


def _windows_in_words(on_file: RequestRows, visit: SiteVisit) -> str:
    windows = [window for window in on_file.windows.get(visit.pk, []) if window.over_as != "undone"]
    words = [
        f"{day(window.starts_on)}{f', {window.hours}' if window.hours else ''}"
        f"{f' ({window.get_over_as_display().lower()})' if window.over_as not in ('', 'kept') else ''}"
        for window in windows
    ]
    return "; ".join(words) or _("none")
