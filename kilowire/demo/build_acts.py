"""Acts of the demo on installation, commissioning, close-out and warranty."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jobs.appointments.services import appointments
from jobs.closeout.services import closeout
from jobs.installation.services import commissioning, dig_tickets
from jobs.installation.services import installations as installation
from jobs.models import AppointmentKind, Coverage, Crew, PhotoSlot
from jobs.warranty.services import warranties as warranty
from kilowire.demo.sheets import sheet
from kilowire.demo.tale import AFTERNOON, LATE, LATE_MORNING, MORNING, WHOLE_DAY, Act, Tale, at, workdays_from
from kilowire.demo.wall_acts import finished
from kilowire.models import User

CHARGERS = (
    ("Wallbox", "Pulsar Plus", "WB"),
    ("ChargePoint", "Home Flex", "CP"),
    ("Emporia", "Pro", "EM"),
    ("Tesla", "Universal Wall Connector", "TW"),
)
BUILT = (PhotoSlot.CONDUIT_AS_BUILT, PhotoSlot.CHARGER_INSTALLED, PhotoSlot.CIRCUIT_LOCKED)
ACT_OF = {
    AppointmentKind.INSTALLATION: "installed",
    AppointmentKind.STAGING: "staged",
    AppointmentKind.INSPECTION: "final_passed",
    AppointmentKind.COMMISSIONING: "commissioned",
}


def installation_booked(tale: Tale, on: date) -> None:
    """Book the crew for a whole day where it is free, else one technician."""
    day = tale.next_day(on, "installed") or workdays_from(tale.today, tale.told.get("install_in", 3))
    crew, alone = tale.cast.crew, tale.technician
    pair = [tale.cast.luis, tale.cast.theo]
    if tale.place % 2 and tale.diary.take(day, pair, WHOLE_DAY):
        _book(tale, on, day, WHOLE_DAY, AppointmentKind.INSTALLATION, [], crew)
    elif tale.diary.take(day, [alone], WHOLE_DAY):
        _book(tale, on, day, WHOLE_DAY, AppointmentKind.INSTALLATION, [alone])


def booked(kind: AppointmentKind) -> Act:
    """Return the act that books a technician, on the day of the later act or a few days from today."""

    def act(tale: Tale, on: date) -> None:
        day = tale.next_day(on, ACT_OF.get(kind, "")) or workdays_from(
            tale.today, tale.told.get("booked_in", 2)
        )
        for hours in (AFTERNOON, MORNING, LATE_MORNING, LATE):
            if tale.diary.take(day, [tale.technician], hours):
                return _book(tale, on, day, hours, kind, [tale.technician])
        return None

    return act


def _book(
    tale: Tale,
    on: date,
    day: date,
    hours: tuple[int, int],
    kind: AppointmentKind,
    people: list[User],
    crew: Crew | None = None,
) -> None:
    appointments.book_appointment(
        job=tale.job, kind=kind, starts_at=at(day, hours[0]), ends_at=at(day, hours[1]), technicians=people,
        crew=crew, by=tale.office, on=on,
    )  # fmt: skip


def ditch_announced(tale: Tale, on: date) -> None:
    """Record the dig ticket for the trench."""
    dig_tickets.record_dig_ticket(job=tale.job, number=tale.number("A", 9), notified_on=on, by=tale.office)


def ditch_cleared(tale: Tale, on: date) -> None:
    ticket = tale.job.dig_tickets.get(closed_on=None)
    dig_tickets.record_answers(ticket=ticket, answered_on=on, by=tale.office)


def installed(tale: Tale, on: date) -> None:
    """Record the installation with its photos, dead and locked."""
    finished(tale, AppointmentKind.INSTALLATION)
    make, model, letters = CHARGERS[tale.place % len(CHARGERS)]
    for slot in BUILT:
        tale.photo(slot, on, words=tale.house.meter, hour=13)
    lead = tale.technician
    installation.record_installation(
        job=tale.job,
        by=lead,
        work_started_on=on,
        installed_on=on,
        lead=lead,
        circuit_amps=60,
        charger_amps=48,
        charger_make=make,
        charger_model=model,
        charger_serial=tale.number(f"{letters}-", 7),
        charger_location="Garage, beside the side door",
        wire="6 AWG copper THHN",
        conduit_to_first_enclosure="1 in liquid-tight flexible",
        liquidtight_to_first_enclosure=True,
        conduit_beyond="1 in EMT",
        torque_readings=[["Breaker L1", "45", "45"], ["Breaker L2", "45", "45"], ["Charger L1", "20", "20"]],
        dead_and_locked_on=on,
    )
    tale.job = installation.finish_installation(job=tale.job, by=lead)


def made_safe(tale: Tale, on: date) -> None:
    """Record on a removal that the old circuit is left dead."""
    installation.record_made_safe(
        job=tale.job,
        done_on=on,
        done_by=tale.technician,
        what="Conductors capped in the first enclosure, breaker of the old adapter's circuit off and locked.",
        dead_and_locked_on=on,
        by=tale.technician,
    )


def tested(tale: Tale, on: date) -> None:
    """Record the test of the charger."""
    amps = Decimal(tale.random.randrange(468, 480)) / 10
    commissioning.record_test(
        job=tale.job,
        by=tale.technician,
        tested_on=on,
        tested_by=tale.technician,
        volts_l1_l2=Decimal(tale.random.randrange(2380, 2440)) / 10,
        volts_l1_n=Decimal("120.6"),
        volts_l2_n=Decimal("120.9"),
        charging_amps=amps,
        charger_limit_amps=48,
        ground_fault_tested_on=on,
        load_management_seen="Paused while the dryer ran, went on after",
        shown_to=tale.house.name,
    )


def commissioned(tale: Tale, on: date) -> None:
    finished(tale, AppointmentKind.COMMISSIONING)
    tested(tale, on)
    tale.job = commissioning.commission_job(job=tale.job, on=on, by=tale.technician)


def registered(tale: Tale, on: date) -> None:
    """Register adapter and charger with their makers."""
    for coverage in Coverage.objects.of(tale.job).filter(withdrawn_on=None).exclude(kind="workmanship"):
        proof = sheet(
            "registration",
            title="Warranty registration",
            issuer=coverage.by,
            rows=[("Device", coverage.covers)],
        )
        warranty.register_with_maker(
            coverage=coverage, registered_on=on, number=tale.number("R-", 6), proof=proof, by=tale.office
        )


def closed_out(tale: Tale, on: date) -> None:
    if tale.story.kind != "removal":
        registered(tale, on)
    tale.job = closeout.close_out(job=tale.job, on=on, by=tale.office)


def claimed(what: str) -> Act:
    def act(tale: Tale, on: date) -> None:
        warranty.open_claim(
            job=tale.job, what=what, reported_by=tale.house.name, reported_on=on, by=tale.office
        )

    return act


def claim_settled(tale: Tale, on: date) -> None:
    claim = tale.job.claims.filter(settled_on=None).latest("id")
    outcome = "Cable clip replaced on site, no charge."
    warranty.settle_claim(claim=claim, outcome=outcome, settled_on=on, by=tale.office)


def warranty_over(tale: Tale, on: date) -> None:
    """End the warranty after its term."""
    ours = Coverage.objects.of(tale.job).get(withdrawn_on=None, kind="workmanship")
    day = max(on, ours.until_on + timedelta(days=1)) if ours.until_on else on
    tale.job = warranty.end_warranty(job=tale.job, on=day, by=tale.office)
