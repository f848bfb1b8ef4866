"""The survey report: answers with their sources, the place, the photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from assessments import facts
from assessments.models import Answer, Assessment, Source
from assessments.models.assessment import UNSAFE
from assessments.services.evidence import welcome_photos
from assessments.services.instrument import reading_rows, readings_of
from assessments.services.place import untold_rows
from assessments.services.reading import Known, device_snapshot
from assessments.space import shortfalls
from jobs.models import Document, Event, Photo
from jobs.papers.services import paperwork
from jobs.papers.services.letterhead import letterhead
from jobs.papers.services.record_shape import day
from jobs.road.paper_kinds import PaperKind
from kilowire.models import User

Rows = list[list[str]]
_YES_OR_NO = {True: _("Yes"), False: _("No")}
_SOURCES = {source.value: source.label.lower() for source in Source}
PLACE = {
    "meter_number": _("Meter number on its face"),
    "meter_form": _("Meter form"),
    "seal": _("The utility's seal"),
    "socket_make": _("Maker of the socket"),
    "socket_ring": _("Ring or ringless"),
    "heat_marks": _("Heat marks on meter or socket"),
    "meter_loose": _("Meter sits loose"),
    "cover_clearance_in": _("Free room around the meter (in)"),
    "space_depth_in": _("Clear depth in front of the panel (in)"),
    "space_width_in": _("Clear width (in)"),
    "space_height_in": _("Clear height (in)"),
    "door_opens_90": _("Its door opens 90°"),
    "meter_height_in": _("Meter's centre above the ground (in)"),
    "hazards": _("Hazards"),
    "panel_make": _("Maker of the panel"),
    "panel_place": _("Meter and panel"),
    "split_bus": _("Split bus"),
    "bonding_seen": _("Grounding and bonding seen"),
    "line_side_tap": _("Generation tapped before the main breaker"),
    "ac_disconnect": _("AC disconnect"),
    "conduit_rest": _("Conduit after the first enclosure"),
    "charger_location": _("Place of the charger"),
    "parking": _("Parking"),
    "route": _("Route from meter to charger"),
    "route_length_ft": _("Length of the route (ft)"),
    "trench_length_ft": _("Of it trenched (ft)"),
    "bag_spot": _("Where the bag with the adapter will hang"),
    "account_number": _("Account number on the bill"),
    "people_note": _("Who is at home, and when"),
    "medical_equipment": _("Powered medical equipment in the house"),
    "smoke_co_alarms": _("Smoke and CO alarms"),
    "alarm_or_gate": _("Alarm or gate loses power with the meter"),
    "note": _("Note"),
}
"""The recorded columns about the house in the report's order, with the label of each line."""
WISHES = {
    "charger": _("Charger wished for"),
    "vehicle": _("Car"),
    "onboard_kw": _("The car's on-board charger (kW)"),
    "daily_miles": _("Miles driven a day"),
}


def issue_survey_report(known: Known, by: User, on: date) -> Document:
    """Issue the survey report with what is known now; it supersedes the previous one."""
    return paperwork.issue_document(
        job=known.job, kind=PaperKind.SURVEY_REPORT, context=survey_context(known, on), by=by, on=on
    )


def survey_context(known: Known, on: date) -> dict[str, Any]:
    """Return the paper's frozen context; other apps read ``facts`` and the meter's reading from it."""
    table, assessment = facts.load(), known.assessment
    by_section: dict[str, Rows] = {section.name: [] for section in table.sections}
    for fact in table:
        if fact.name in known.facts or fact.name in known.answers:
            by_section[fact.section].append([str(fact.label), _fact_text(known, fact.name)])
    sections = [
        {"title": str(section.label), "rows": by_section[section.name]}
        for section in table.sections
        if by_section[section.name]
    ]
    slots = [*known.required_photos, *welcome_photos(known.values)]
    photos = Photo.objects.of(known.job).on_file().filter(slot__in=slots).values_list("pk", flat=True)
    place = _place(assessment) if assessment else []
    readings = reading_rows(readings_of(assessment))
    place += [{"title": _("Readings"), "rows": readings}] if readings else []
    return {
        **letterhead(known.job, on),
        "summary": _survey_summary(known),
        "sections": [*sections, *place, {"title": _("Photos"), "photos": [str(pk) for pk in photos]}],
        "facts": known.facts,
        "device": device_snapshot(known.adapter),
        **_meter_reading(known),
    }


def _meter_reading(known: Known) -> dict[str, str]:
    """Return the number that was read off the meter's face, and who read it on which day."""
    assessment = known.assessment
    number = assessment.meter_number if assessment else ""
    wrote = Event.objects.of(known.job).filter(after__has_key="meter_number").select_related("by").first()
    return {
        "meter_face_number": number,
        "meter_read_by": wrote.who if wrote and number else "",
        "meter_read_on": day(wrote.on) if wrote and number else "",
    }


def _survey_summary(known: Known) -> str:
    untold = [answer for answer in known.answers.values() if answer.value is None]
    if known.assessment is None:
        return _("Surveyed; not every answer could be told.") if untold else _("Surveyed.")
    words = {"day1": day(known.assessment.completed_on), "value1": len(untold)}
    if not untold:
        return _("Surveyed on %(day1)s: every question is answered.") % words
    if len(untold) == 1:
        return _("Surveyed on %(day1)s: one answer could not be told.") % words
    return _("Surveyed on %(day1)s: %(value1)s answers could not be told.") % words


def _fact_text(known: Known, name: str) -> str:
    answer: Answer | None = known.answers.get(name)
    if answer is None:
        return facts.load().shown(name, known.facts.get(name))
    source = f"{_SOURCES[answer.source]}, {day(answer.answered_on)}"
    if answer.value is None:
        return f"Cannot tell: {answer.cannot_tell} ({source})"
    return f"{facts.load().shown(name, answer.value)} ({source})"


def place_rows(assessment: Assessment, labels: Mapping[str, str]) -> Rows:
    """Return what was recorded about the house, as label and text."""
    rows = []
    for name, label in labels.items():
        value = getattr(assessment, name)
        if value in (None, ""):
            continue
        shown = getattr(assessment, f"get_{name}_display", lambda value=value: value)()
        rows.append([label, _YES_OR_NO[shown] if isinstance(shown, bool) else str(shown)])
    return rows


def _place(assessment: Assessment) -> list[dict[str, Any]]:
    unsafe = [UNSAFE + slot for slot in assessment.unsafe_slots]
    rows = [*place_rows(assessment, PLACE), *untold_rows(assessment, (*PLACE, *unsafe))]
    place: dict[str, Any] = {"title": _("The place"), "rows": rows}
    if short := shortfalls(assessment):
        place["note"] = f"Working space (NEC 110.26): {'; '.join(short)}."
    wishes = {"title": _("Car and charger"), "rows": place_rows(assessment, WISHES)}
    return [part for part in (wishes, place) if part["rows"]]
