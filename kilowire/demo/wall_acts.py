"""Acts of the demo on the assessment: the survey booked and made, the answers, the verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from assessments import facts
from assessments.facts import FactValue
from assessments.models import Assessment, Evaluation
from assessments.services import answers, findings, survey, verdicts
from assessments.services.answers import Given
from assessments.services.reading import known_of, missing_photos
from jobs.appointments.services import appointments
from jobs.models import Appointment, AppointmentKind
from kilowire.demo.tale import AFTERNOON, LATE, LATE_MORNING, MORNING, Act, Tale, at, workdays_from

SERVICE: dict[str, Any] = {
    "utility": "sce", "sce_account_verified": True, "premises": "residential", "account_holder": "owner",
    "loads": ["ev_charger"], "backup_wanted": False, "circuit_amps": 60, "evse_amps": 48,
    "wants_dedicated_circuit": True, "outlet_240v_at_parking": False, "phase": "single_phase", "wires": 3,
    "voltage": "120/240", "meter_type": "self_contained", "meter_class_amps": 200,
    "meter_adapter_in_socket": "none", "lock_ring": False, "esr_violations": [], "panel_bus_amps": 125,
    "main_breaker_amps": 100, "spare_breaker_slots": 0, "generation_present": False,
    "socket_fits_device": True,
    "energized_conduit_liquidtight": True,
}  # fmt: skip
OF_A_REMOVAL = (
    "utility", "sce_account_verified", "premises", "account_holder", "meter_adapter_in_socket", "lock_ring",
    "generation_present",
)  # fmt: skip
BY_PHONE = (
    "utility",
    "premises",
    "account_holder",
    "owner_consent",
    "loads",
    "backup_wanted",
    "circuit_amps",
)
RINGS = ("ring", "ringless")
PARKING = ("garage", "driveway", "carport")
BAG = (
    "Hook beside the meter, at eye height",
    "On the hose bracket left of the panel",
    "Shelf under the eaves",
)
SLOTS = (MORNING, LATE_MORNING, AFTERNOON, LATE)


def survey_booked(tale: Tale, on: date) -> None:
    """Book a technician for the survey, on its day in the story or on a day to come.

    A story with ``tablet_in`` is for trying the tablet: that many days from today, weekends included, and for
    the technician whose sign-in is printed.
    """
    shown = tale.told.get("tablet_in")
    ahead = workdays_from(tale.today, 2) if shown is None else tale.today + timedelta(days=shown)
    day = tale.next_day(on, "surveyed", "survey_in_vain") or ahead
    first = tale.technician if shown is None else tale.cast.field
    choices = [(person, hours) for hours in SLOTS for person in (first, *tale.cast.technicians)]
    for person, hours in choices:
        if tale.diary.take(day, [person], hours):
            appointments.book_appointment(
                job=tale.job, kind=AppointmentKind.SURVEY, starts_at=at(day, hours[0]), ends_at=at(day,
                hours[1]),
                technicians=[person], by=tale.office, on=on, bring="Camera, voltmeter, tape measure",
            )  # fmt: skip
            return


def told_by_phone(tale: Tale, on: date) -> None:
    """Record the caller's answers, and the pre-check that follows from them."""
    told = {name: value for name, value in _facts(tale).items() if name in BY_PHONE}
    record(tale, told, on, by_phone=True)
    verdicts.precheck(job=tale.job, by=tale.office, on=on)


def surveyed(tale: Tale, on: date) -> None:
    """Record the survey with answers, measurements and photos, and complete it."""
    finished(tale, AppointmentKind.SURVEY)
    if tale.story.kind != "removal":
        answers.choose_adapter(job=tale.job, adapter=tale.cast.adapter, by=tale.office, on=on)
    record(tale, _facts(tale), on)
    survey.record_place(job=tale.job, by=tale.technician, on=on, **_place(tale))
    assessment = Assessment.objects.for_page().get(job=tale.job)
    assessment.job = tale.fresh()
    for slot in missing_photos(known_of(tale.job, assessment)):
        tale.photo(slot, on, words=_read(tale, slot))
    survey.complete_survey(job=tale.job, on=on, by=tale.technician)
    tale.fresh()


def seal_found_cut(tale: Tale, on: date) -> None:
    """Report to the utility that the seal was cut before we came."""
    survey.report_seal(job=tale.job, told_on=on, told_whom="SCE, call centre", by=tale.office)


def eligible(tale: Tale, on: date) -> None:
    """Decide the findings that the rules leave open, and record the verdict."""
    evaluation = Evaluation.objects.of(tale.job).verdicts().first()
    for finding in evaluation.with_outcome("review", "info") if evaluation else ():
        findings.decide_finding(
            job=tale.job,
            rule=finding["rule"],
            because=tale.told.get("settled", "Confirmed on the telephone; noted in the file."),
            named_source="SCE program desk, by telephone",
            by=tale.office,
            on=on,
        )
    if tale.told.get("all_the_same"):
        findings.override_recommendation(
            job=tale.job, because=tale.told["all_the_same"], by=tale.office, on=on
        )
    tale.job = verdicts.decide_eligibility(job=tale.job, by=tale.office, on=on)


def answered_anew(**changed: FactValue) -> Act:
    """Return the act that records changed answers and judges them again."""

    def act(tale: Tale, on: date) -> None:
        record(tale, changed, on)
        verdicts.judge(job=tale.job, by=tale.office, on=on)

    return act


def record(tale: Tale, told: dict[str, Any], on: date, *, by_phone: bool = False) -> None:
    """Record answers by the technician on site, or by the office on the phone."""
    given = []
    for name, value in told.items():
        sources = facts.load()[name].sources
        source = (
            "caller"
            if by_phone and "caller" in sources
            else next(s for s in ("site", *sources) if s in sources)
        )
        source = "bill" if name == "sce_account_verified" else source
        given.append(Given(name, source, value))
    answers.record_answers(job=tale.job, given=given, by=tale.office if by_phone else tale.technician, on=on)


def finished(tale: Tale, kind: str, note: str = "") -> None:
    """Finish the next appointment of this kind, if there is one."""
    booked = Appointment.objects.of(tale.job).upcoming().filter(kind=kind).order_by("starts_at").first()
    if booked:
        appointments.finish_appointment(appointment=booked, by=tale.technician, note=note, at=booked.ends_at)


def survey_in_vain(tale: Tale, _on: date) -> None:
    """Record that the technician could not get to the meter."""
    booked = Appointment.objects.of(tale.job).upcoming().get(kind=AppointmentKind.SURVEY)
    because = "Two dogs loose in the yard, nobody at home."
    appointments.could_not(appointment=booked, because=because, by=tale.technician, at=booked.ends_at)


def _facts(tale: Tale) -> dict[str, Any]:
    told = {**SERVICE, **tale.told.get("facts", {})}
    if tale.story.kind != "installation":
        told["meter_adapter_in_socket"] = "gma"
    if tale.story.kind == "removal":
        told = {name: told[name] for name in OF_A_REMOVAL}
    return told


def _place(tale: Tale) -> dict[str, Any]:
    random = tale.random
    written = {
        "meter_number": tale.house.meter, "seal": tale.told.get("seal", "intact"),
        "hazards": tale.told.get("hazards", ""), "meter_form": "2s", "socket_ring": RINGS[tale.place % 2],
        "heat_marks": False, "meter_loose": False, "medical_equipment": False, "smoke_co_alarms": "both",
        "space_depth_in": random.randint(37, 60), "space_width_in": random.randint(31, 48),
        "space_height_in": 84,
        "door_opens_90": True, "meter_height_in": random.randint(50, 72),
    }  # fmt: skip
    if tale.story.kind == "removal":
        return written
    feet = random.randint(12, 70)
    return {
        **written, "parking": PARKING[tale.place % 3], "charger_location": "Garage, beside the side door",
        "route": "Along the side wall, then through the garage wall", "route_length_ft": feet,
        "trench_length_ft": tale.told.get("trench_ft", 0), "bag_spot": BAG[tale.place % 3],
        "charger": "Wallbox Pulsar Plus", "daily_miles": random.randrange(15, 80, 5),
    }  # fmt: skip


def _read(tale: Tale, slot: str) -> str:
    if slot == "panel_label":
        return f"{_facts(tale)['panel_bus_amps']} A"
    return tale.house.meter
