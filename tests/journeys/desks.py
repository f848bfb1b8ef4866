"""What the people of a journey press at each desk, with what they usually type."""

from __future__ import annotations

from typing import Any

from assessments import facts
from assessments.forms.fact_fields import NOTHING
from jobs.installation.services.installations import NEEDED_PHOTOS
from jobs.models import Adapter, AdapterModel, Appointment, Jurisdiction, PhotoSlot, Utility
from jobs.road.stages import Kind
from permits.models import Inspection, Permit
from tests.builders.assessments import OF_A_REMOVAL, PASSING, place_facts
from tests.builders.files import paper, photo
from tests.builders.jobs import whittier
from tests.builders.records import charger_test_facts, installation_facts
from tests.builders.utility_requests import METER
from tests.journeys.journey import Journey
from tests.journeys.walker import Page, Walker
from utility_requests.models import SiteVisit

OF_THE_METER = (
    "meter_number", "seal", "heat_marks", "meter_loose", "medical_equipment", "space_depth_in",
    "space_width_in", "space_height_in", "door_opens_90",
)  # fmt: skip
"""What a survey writes down on a removal."""
SERIAL = "CD-77120"


def call(j: Journey, **typed: Any) -> None:
    """The first call: Olive writes it down and takes the job on."""
    given = {
        "kind": "installation",
        "name": "Hana Ito",
        "phone": "562-555-0142",
        "email": "hana@home.test",
        "is_65_or_over": "no",
        "street": "418 Alder Court",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": whittier(),
        "utility": Utility.objects.get(key="sce"),
        "dog_note": "Small, friendly",
        "wishes": "Charge at night.",
        "taken_on": False,
    }
    page = Walker("olive").press("jobs:new", **{**given, **typed})
    j.follow(page.context["job"].number)
    j.olive.press("jobs:accept", on=j.today)


def book(j: Journey, who: Walker, kind: str, day: int) -> None:
    """Olive books a technician, who sees the job from then on."""
    on = j.days.of(day)
    j.olive.press(
        "jobs:book", kind=kind, on=on, starts_at="08:00", ends_at="12:00", technicians=[who.user], anyway="on"
    )


def visited(j: Journey, who: Walker) -> None:
    """The technician has been there: what was recorded ended the appointment."""
    assert not who.open("jobs:overview").context["booked"]
    assert Appointment.objects.of(j.job).latest("pk").outcome_by == who.user


def as_typed(told: dict[str, Any]) -> dict[str, Any]:
    """Facts as they are typed into the form of answers."""
    typed: dict[str, Any] = {}
    for name, value in told.items():
        if isinstance(value, bool):
            typed[name] = "yes" if value else "no"
        elif value == [] or isinstance(value, list):
            typed[name] = value or [NOTHING]
        else:
            typed[name] = value
        if facts.load()[name].sources == ("bill",) or name == "sce_account_verified":
            typed[f"{name}__source"] = "bill"
    return typed


def survey(j: Journey, **changes: Any) -> Page:
    """Asa asks, measures and photographs, and says that it is complete; the page tells the verdict."""
    kind = j.job.kind
    told = {**PASSING, **({"meter_adapter_in_socket": "gma"} if kind != "installation" else {}), **changes}
    if kind == "removal":
        told = {name: value for name, value in told.items() if name in OF_A_REMOVAL or name in changes}
    else:
        j.asa.press("assessments:adapter", adapter=AdapterModel.objects.get(key="connectder-ev"))
    j.asa.press("assessments:answers", **as_typed({n: v for n, v in told.items() if v is not None}))
    said = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in place_facts().items()
        if kind != "removal" or name in OF_THE_METER
    }
    j.asa.press("assessments:place", **said)
    for slot in j.asa.open("assessments:assessment").context["photo_slots"]:
        if slot["required"]:
            j.asa.press("assessments:photo", slot["slot"], file=photo(slot["slot"]))
    return j.asa.press("assessments:complete", on=j.today)


def contract(j: Journey, **typed: Any) -> Page:
    """The owner signed; Olive records it."""
    given = {
        "price_usd": "4800.00",
        "deposit_usd": "480.00",
        "scope": "60 A circuit from the adapter to the garage, 48 A charger.",
        "notices_given_on": j.today,
        "signed_on": j.today,
        "contract": paper("contract"),
    }
    return j.olive.press("jobs:record_contract", **{**given, **typed})


def adapter(j: Journey, serial: str = SERIAL) -> None:
    """Ordered after the verdict, received, and the customer's own."""
    model = AdapterModel.objects.get(key="connectder-ev")
    j.olive.press("jobs:order_adapter", model=model, ordered_on=j.today)
    j.olive.press("jobs:receive_adapter", serial=serial, received_on=j.today)
    j.olive.press("jobs:pass_title", passed_on=j.today, invoice=paper("invoice"))


def apply(j: Journey, **typed: Any) -> Permit:
    """Olive applies at the city."""
    given = {
        "kind": "electrical",
        "jurisdiction": Jurisdiction.objects.get(key="whittier"),
        "applied_on": j.today,
        "application_number": "A-5512",
    }
    j.olive.press("permits:apply", **{**given, **typed})
    return Permit.objects.of(j.job).order_by("-pk")[0]


def permit(j: Journey, **typed: Any) -> Page:
    """The city issued; Olive records it with its paper."""
    row = Permit.objects.of(j.job).live().get(issued_on=None)
    given = {"number": "E-2026-17", "issued_on": j.today, "document": paper("permit"), "fee_usd": "212.00"}
    return j.olive.press("permits:issued", row.pk, **{**given, **typed})


def packet(j: Journey, holder: str = "Hana Ito", signed_as: str = "") -> None:
    """The bill copied, the application prepared, the utility's papers signed, the fee paid."""
    j.olive.press(
        "jobs:edit_account",
        holder_name=holder,
        account_number="700-123-4567",
        meter_number=METER,
        bill_checked_on=j.today,
        bill=paper("bill"),
    )
    j.olive.press("utility_requests:prepare", meter_face_number=METER)
    sign(j, signed_as or holder)
    pay(j, 1)


def sign(j: Journey, holder: str) -> None:
    """Agreement and authorization stand on one paper."""
    j.olive.press(
        "utility_requests:sign",
        papers=["customer_agreement", "authorization"],
        name_as_signed=holder,
        signed_on=j.today,
        file=paper("agreement and authorization"),
    )


def pay(j: Journey, ordinal: int) -> None:
    j.olive.press(
        "utility_requests:record_fee",
        ordinal,
        paid_on=j.today,
        paid_by="homeowner",
        receipt=paper(f"receipt of visit {ordinal}"),
    )


def send(j: Journey, number: str = "MSA-2026-88") -> Page:
    return j.olive.press("utility_requests:submit", submitted_on=j.today, number=number)


def approve(j: Journey, **typed: Any) -> Page:
    given = {"approved_on": j.today, "paper": paper("approval")}
    return j.olive.press("utility_requests:approve", **{**given, **typed})


def coming(j: Journey) -> int:
    """The number of the visit that is to come."""
    return SiteVisit.objects.of(j.job).to_come().get().ordinal


def window(j: Journey, day: int) -> Page:
    """The utility gave a date."""
    starts_on = j.days.of(day)
    return j.olive.press(
        "utility_requests:record_window", coming(j), starts_on=starts_on, hours="8–12", given_on=j.today
    )


def came(j: Journey, outcome: str, **typed: Any) -> Page:
    """The utility came today; Olive records the outcome."""
    if outcome == "set":
        bought = Adapter.objects.of(j.job).get(retired_on=None)
        typed = {"serial_seen": bought.serial, **typed}
    elif outcome == "removed":
        typed = {"serial_seen": "GMA-204", "note": "A GMA; SCE took it along.", **typed}
    return j.olive.press(
        "utility_requests:record_outcome", coming(j), outcome=outcome, happened_on=j.today, **typed
    )


def install(j: Journey, **typed: Any) -> Page:
    """Cruz builds, photographs and writes the record."""
    given = installation_facts(j.today)
    given["torque_readings"] = "\n".join(", ".join(row) for row in given["torque_readings"])
    for slot in NEEDED_PHOTOS:
        j.cruz.press("jobs:add_photo", slot=slot.value, file=photo(slot.value))
    j.cruz.press("jobs:record_installation", **{**given, **typed})
    return j.cruz.press("jobs:finish_installation")


def ask_city(j: Journey, kind: str = "final") -> Inspection:
    """Olive asks the city to come."""
    row = Permit.objects.of(j.job).live().get()
    j.olive.press("permits:ask", row.pk, kind=kind, asked_on=j.today)
    return Inspection.objects.of(j.job).awaiting_result().get()


def passes(j: Journey, row: Inspection, **typed: Any) -> Page:
    given = {"passed_on": j.today, "inspector": "R. Alvarez", "card": paper("signed card")}
    return j.olive.press("permits:passed", row.pk, **{**given, **typed})


def commission(j: Journey) -> Page:
    """Cruz tests the charger under power, and commissions it with that."""
    return j.cruz.press("jobs:record_test", **charger_test_facts(j.today))


def seal(who: Walker) -> None:
    """Somebody on site photographs the utility's seal after its visit."""
    who.press("jobs:add_photo", slot=PhotoSlot.SEAL_AFTER.value, file=photo("seal after"))


def close(j: Journey) -> Page:
    """Olive registers what is covered with its makers and closes out."""
    covered = [] if j.job.kind == Kind.REMOVAL else j.olive.open("jobs:warranty").context["coverages"]
    for row in covered:
        coverage = row["coverage"]
        if coverage.kind != "workmanship":
            j.olive.press("jobs:register_warranty", coverage.pk, registered_on=j.today, number="R-1")
    return j.olive.press("jobs:close_out", on=j.today)


def homeowner_link(j: Journey, mail: bool = False) -> None:
    """Olive makes the homeowner's address and passes it on."""
    page = j.olive.press("jobs:links", person=j.job.people.order_by("pk")[0], mail=mail)
    address = page.context["live"][0][1]
    assert address in page.html
    j.homeowner_page = address.removeprefix("https://kilowire.test")
