"""A permit's card on the tab as plain values: its facts, the running clock, notices and inspections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.models import Job, Upload
from jobs.road.hours import spoken_hours
from jobs.road.stages import Milestone
from kilowire.floor.days import counted, long_day, short_day
from permits.city_clock import warn_of_lapse_on
from permits.models import Correction, Inspection, InspectionKind, InspectionResult, Permit
from permits.views.open_acts import Acts
from permits.visit_order import remark_on_final

_TONES: dict[str, str] = {
    InspectionResult.PASSED: "ok",
    InspectionResult.FAILED: "bad",
    InspectionResult.CANCELLED: "",
}


def kind_to_ask_for(permit: Permit, inspections: Iterable[Inspection]) -> str:
    """Return the kind of inspection that comes next: the rough one first if this city has one."""
    roughs = [row for row in inspections if row.kind == InspectionKind.ROUGH and row.result != "cancelled"]
    rough_first = permit.jurisdiction.asks_rough_inspection and not roughs
    return InspectionKind.ROUGH if rough_first and not permit.finaled_on else InspectionKind.FINAL


def remark_on_asking(job: Job, permit: Permit, inspections: Iterable[Inspection]) -> str:
    """Return what speaks against asking for the final now. It is a remark only: the city may come anyway."""
    finals = [row for row in inspections if row.kind == InspectionKind.FINAL and _stands(row)]
    return remark_on_final(
        permit.jurisdiction.visit_order,
        finals_passed=len(finals),
        circuit_installed=Milestone.CIRCUIT_INSTALLED in job.standing,
        adapter_set=Milestone.ADAPTER_SET in job.standing,
    )


def card_of(permit: Permit, job: Job, acts: Acts, today: date, *, clock_told: bool = False) -> dict[str, Any]:
    """Return one permit's card; ``permit`` comes with its corrections and inspections fetched."""
    corrections, inspections = list(permit.corrections.all()), list(permit.inspections.all())
    notice_open = any(row.answered_on is None for row in corrections)
    awaited = {row.kind for row in inspections if not row.result}
    to_ask = not awaited and not any(_to_mend(row) for row in inspections)
    to_ask = to_ask and not remark_on_asking(job, permit, inspections)
    return {
        "pk": permit.pk,
        "title": permit.get_kind_display(),
        "tag": _tag(permit, notice_open, today),
        "remark": "" if permit.required else "The job does not require this one.",
        "facts": _facts(permit, today),
        "clock": None if clock_told else clock_of(permit, notice_open, today),
        "note": permit.note,
        "corrections": [_correction(row, job, acts, today) for row in reversed(corrections)],
        "inspections": [_inspection(row, permit, job, acts, awaited, today) for row in reversed(inspections)],
        "papers": _papers(job, (("The permit", permit.document), ("Extension", permit.extension))),
        "acts": acts.of_permit(permit, notice_open, to_ask),
        "rare": acts.rare_of_permit(permit),
    }


def clock_of(permit: Permit, notice_open: bool, today: date) -> dict[str, str] | None:
    """Return the running clock, what its end means, and how near that is; None if no clock runs."""
    if permit.answer_due_on:
        means = "approval" if permit.complete_on else "a complete application"
        due, passed = long_day(permit.answer_due_on, today), permit.answer_due_on <= today
        counts = f"Since {due} silence counts" if passed else f"On {due} silence counts"
        return {"text": f"{counts} as {means}.", "tone": "warn" if passed else "wait"}
    if notice_open and permit.issued_on is None:
        return {"text": "The city's clock rests until its notice is answered.", "tone": "warn"}
    if permit.lapses_on is None:
        return None
    until = "unless an inspection is held" if permit.work_started_on else "unless work begins"
    last, days = long_day(permit.lapses_on, today), (permit.lapses_on - today).days
    if days < 0:
        return {"text": f"Lapsed: its last day was {last}.", "tone": "bad"}
    tone = "warn" if warn_of_lapse_on(permit.lapses_on) <= today else ""
    return {"text": f"Good through {last}, {counted(days, 'day')} from now, {until}.", "tone": tone}


def _tag(permit: Permit, notice_open: bool, today: date) -> dict[str, str]:
    if permit.ended_on:
        return {"tone": "bad", "word": permit.get_ended_how_display().lower()}
    if permit.finaled_on:
        return {"tone": "ok", "word": "closed by its final"}
    if permit.issued_on:
        lapsed = permit.lapses_on is not None and permit.lapses_on < today
        return {"tone": "bad", "word": "lapsed"} if lapsed else {"tone": "ok", "word": "issued"}
    if notice_open:
        return {"tone": "warn", "word": "corrections asked"}
    return {"tone": "wait", "word": "complete, not issued yet" if permit.complete_on else "applied for"}


def _facts(permit: Permit, today: date) -> list[dict[str, Any]]:
    found = [
        ("Number", permit.number, "", True),
        ("Issued", _day(permit.issued_on, today), "", False),
        ("Jurisdiction", permit.jurisdiction.name, permit.jurisdiction.portal, False),
        ("Applied for", _day(permit.applied_on, today), permit.application_number, False),
        ("Complete", _day(permit.complete_on, today), permit.get_complete_by_display().lower(), False),
        ("Work to begin by", _day(permit.expires_on, today), _extended(permit, today), False),
        ("Work began", _day(permit.work_started_on, today), "", False),
        ("Closed by its final", _day(permit.finaled_on, today), "", False),
        ("Fee paid", f"${permit.fee_usd:,.2f}" if permit.fee_usd is not None else "", "", False),
        ("Ended", _day(permit.ended_on, today), permit.ended_because, False),
    ]
    return [
        {"label": label, "value": value, "small": small, "mono": mono}
        for label, value, small, mono in found
        if value
    ]


def _extended(permit: Permit, today: date) -> str:
    return f"extended on {short_day(permit.extended_on, today)}" if permit.extended_on else ""


def _correction(row: Correction, job: Job, acts: Acts, today: date) -> dict[str, Any]:
    return {
        "title": f"Notice of {short_day(row.asked_on, today)}",
        "text": row.text,
        "answered": f"Answered on {short_day(row.answered_on, today)}: {row.answer}"
        if row.answered_on
        else "",
        "papers": _papers(job, (("The notice", row.document),)),
        "acts": acts.of_correction(row),
    }


def _inspection(
    row: Inspection, permit: Permit, job: Job, acts: Acts, awaited: set[str], today: date
) -> dict[str, Any]:
    word, tone = row.get_result_display().lower() or "asked for", _TONES.get(row.result, "wait")
    if row.revoked_on:
        word, tone = "taken back", "bad"
    return {
        "title": row.get_kind_display(),
        "tag": {"word": word, "tone": tone},
        "lines": [line for line in _lines(row, today) if line],
        "corrections": row.corrections,
        "papers": _papers(job, (("Signed card", row.card),)),
        "acts": acts.of_inspection(row, permit),
        "rare": acts.rare_of_inspection(row, permit, awaited),
    }


def _lines(row: Inspection, today: date) -> list[str]:
    hours = f", {spoken_hours(row.window)}" if row.window else ""
    comes = f"The city comes on {long_day(row.scheduled_on, today)}{hours}." if row.scheduled_on else ""
    asked = f"Asked for on {short_day(row.asked_on, today)}."
    if not row.result:
        return [asked, comes or "The city has given no day yet."]
    held = f"{row.get_result_display()} on {short_day(row.decided_on, today)}" if row.decided_on else ""
    return [
        f"{held}, inspector {row.inspector}." if row.inspector else f"{held}: {row.because}",
        f"Corrections done on {short_day(row.mended_on, today)}." if row.mended_on else "",
        "The city asks for another final." if _stands(row) and _is_not_last(row) else "",
        f"Taken back on {short_day(row.revoked_on, today)}: {row.because}" if row.revoked_on else "",
    ]


def _is_not_last(row: Inspection) -> bool:
    return row.kind == InspectionKind.FINAL and not row.closes_permit and row.permit.finaled_on is None


def _stands(row: Inspection) -> bool:
    return row.result == InspectionResult.PASSED and row.revoked_on is None


def _to_mend(row: Inspection) -> bool:
    return row.result == InspectionResult.FAILED and row.mended_on is None


def _papers(job: Job, named: Iterable[tuple[str, Upload | None]]) -> list[dict[str, str]]:
    return [
        {"label": _held(label, upload), "url": reverse("jobs:upload_file", args=[job.number, upload.pk])}
        for label, upload in named
        if upload
    ]


def _held(label: str, upload: Upload) -> str:
    return f"{label}, no longer holds" if upload.no_longer_holds_on else label


def _day(day: date | None, today: date) -> str:
    return short_day(day, today) if day else ""
