"""What one job costs the office: pages, sends and entries from the first call to *Closed out*."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse

from jobs.installation.services.installations import NEEDED_PHOTOS
from jobs.models import AdapterModel, Coverage, Job, PhotoSlot
from tests.browser.conftest import OpenPage
from tests.browser.counted import CountedClerk, Figures
from tests.builders.cast import someone
from tests.builders.files import paper, photo
from tests.builders.jobs import company, sce, whittier
from tests.builders.records import ev_adapter
from tests.builders.utility_requests import METER, tariff
from tests.journeys.days import Days
from tests.journeys.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INSTALLATION = Figures(pages=70, sends=32, entries=95)
REMOVAL = Figures(pages=40, sends=18, entries=40)
SEEN = {
    "utility": "sce",
    "sce_account_verified": "yes",
    "premises": "residential",
    "account_holder": "owner",
    "meter_adapter_in_socket": "none",
    "lock_ring": "no",
}
MEASURED = {
    "standard_build": True,
    "wants_dedicated_circuit": "yes",
    "outlet_240v_at_parking": "no",
    "phase": "single_phase",
    "wires": "3",
    "voltage": "120/240",
    "meter_type": "self_contained",
    "meter_class_amps": "200",
    "esr_violations": ["nothing-of-these"],
    "panel_bus_amps": "100",
    "main_breaker_amps": "100",
    "spare_breaker_slots": "0",
    "generation_present": "no",
    "socket_fits_device": "yes",
}
PLACE = {
    "meter_number": METER,
    "seal": "intact",
    "heat_marks": "false",
    "meter_loose": "false",
    "medical_equipment": "false",
}
OF_THE_METER = (PhotoSlot.METER_FACE, PhotoSlot.SEAL, PhotoSlot.SOCKET_RING, PhotoSlot.METER_AREA)
OF_THE_PANEL = (PhotoSlot.PANEL_LABEL, PhotoSlot.PANEL_OPEN, PhotoSlot.MAIN_BREAKER)


class Office:
    """Olive at her desk with one job, on the days of its weeks."""

    def __init__(self, journey: Journey, clerk: CountedClerk) -> None:
        self.j, self.clerk, self.number = journey, clerk, ""

    def on_day(self, number: int) -> None:
        """Some days later the job's page is opened again, and its next act pressed."""
        self.j.days.go_to(number)
        self.j.clock_strikes()
        self.clerk.open(self.page("jobs:overview"))
        self.clerk.primary()

    def page(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.number, *more])

    def at(self, name: str) -> None:
        self.clerk.at(name)

    def to(self, name: str) -> None:
        """Press the link of this tab, then its primary button."""
        self.clerk.follow(self.page(name))
        self.clerk.primary()

    def call(self, **typed: object) -> None:
        self.clerk.open(reverse("jobs:new"))
        self.clerk.send(
            name="Hana Ito",
            phone="562-555-0142",
            street="418 Alder Court",
            city="Whittier",
            postal_code="90601",
            **typed,
        )
        self.number = self.job.number

    def photos(self, slots: tuple[PhotoSlot, ...]) -> dict[str, object]:
        return {slot.value: photo(slot.value) for slot in slots}

    @property
    def job(self) -> Job:
        return Job.objects.get()


@pytest.fixture
def office(open_page: OpenPage) -> Iterator[Office]:
    """Olive, and the directory that every office has, on the day of the first call."""
    with Days() as days:
        company(), sce(), whittier(), tariff(), ev_adapter()
        someone("asa"), someone("cruz")
        yield Office(Journey(days), CountedClerk(open_page))


def test_a_plain_installation_stays_within_its_figures(office: Office, record_property: Callable) -> None:
    o, send = office, office.clerk.send
    o.call()
    o.at("jobs:book")
    send()
    o.on_day(1)
    o.at("assessments:adapter")
    send(adapter=AdapterModel.objects.get())
    o.at("assessments:answers")
    send(**SEEN, **MEASURED)
    o.at("assessments:place")
    send(**PLACE, charger_location="Garage, left wall", bag_spot="Hook beside the meter")
    o.at("assessments:complete")
    send(**o.photos((*OF_THE_METER, *OF_THE_PANEL)))
    o.at("assessments:decide")
    send()
    o.at("jobs:record_contract")
    send(
        price_usd="4800.00",
        deposit_usd="480.00",
        scope="60 A circuit to the garage.",
        contract=paper("contract"),
    )
    o.at("jobs:record_deposit")
    send()
    o.at("permits:apply")
    send(application_number="A-5512")
    sent_to_the_utility(o, adapter=True)
    built(o)
    answered_by_the_utility(o)
    passed_and_commissioned(o)
    closed(o)
    assert_within(o, INSTALLATION, record_property)


def test_a_removal_stays_within_its_figures(office: Office, record_property: Callable) -> None:
    o, send = office, office.clerk.send
    o.call(kind="removal")
    o.at("jobs:book")
    send()
    o.on_day(1)
    o.at("assessments:answers")
    send(**{**SEEN, "meter_adapter_in_socket": "gma"}, generation_present="no")
    o.at("assessments:place")
    send(**PLACE)
    o.at("assessments:complete")
    send(**o.photos(OF_THE_METER))
    o.at("assessments:decide")
    send()
    o.at("jobs:record_contract")
    send(price_usd="480.00", scope="The adapter comes out.", contract=paper("contract"))
    sent_to_the_utility(o, adapter=False)
    answered_by_the_utility(o)
    o.on_day(48)
    o.at("utility_requests:record_outcome")
    send(outcome="removed", serial_seen="GMA-204")
    o.at("jobs:add_photos")
    send(**o.photos((PhotoSlot.SEAL_AFTER,)))
    o.at("jobs:close_out")
    send()
    assert o.job.stage == "done"
    assert_within(o, REMOVAL, record_property)


def sent_to_the_utility(o: Office, *, adapter: bool) -> None:
    send = o.clerk.send
    o.at("utility_requests:prepare")
    send(meter_face_number=METER)
    o.at("jobs:edit_account")
    send(
        account_number="700-123-4567",
        meter_number=METER,
        bill=paper("bill"),
    )
    o.at("utility_requests:sign")
    send(file=paper("agreement and authorization"))
    if adapter:
        o.at("jobs:order_adapter")
        send()
    o.at("utility_requests:record_fee")
    send(paid_by="homeowner", receipt=paper("receipt"))
    if adapter:
        o.on_day(6)
        o.at("jobs:receive_adapter")
        send(serial="CD-77120", invoice=paper("invoice"))
    o.at("utility_requests:submit")
    send(number="MSA-2026-88")


def built(o: Office) -> None:
    send = o.clerk.send
    o.on_day(7)
    o.at("permits:issued")
    send(number="E-2026-17", document=paper("permit"), fee_usd="212.00")
    o.at("jobs:book")
    send()
    o.on_day(13)
    o.at("jobs:record_installation")
    send(
        charger_make="Wallbox",
        charger_model="Pulsar Plus",
        charger_serial="WB-7",
        charger_location="Garage, left wall",
        wire="6 AWG copper THHN",
        conduit_to_first_enclosure="1 in liquid-tight flexible",
        liquidtight_to_first_enclosure=True,
        torque_readings="Breaker L1, 45, 45",
    )
    o.at("jobs:finish_installation")
    send(**o.photos(NEEDED_PHOTOS))
    o.at("permits:ask")
    send()


def answered_by_the_utility(o: Office) -> None:
    send = o.clerk.send
    o.on_day(34)
    o.at("utility_requests:approve")
    send(paper=paper("approval"))
    o.on_day(36)
    o.at("utility_requests:record_window")
    send(starts_on=o.j.days.of(48).isoformat(), hours="8–12")


def passed_and_commissioned(o: Office) -> None:
    send = o.clerk.send
    o.on_day(46)
    o.at("jobs:add_photos")
    send(**o.photos((PhotoSlot.ADAPTER_UNBOXED, PhotoSlot.ADAPTER_STAGED)))
    o.on_day(48)
    o.at("utility_requests:record_outcome")
    send(outcome="set", serial_seen="CD-77120")
    o.at("jobs:add_photos")
    send(**o.photos((PhotoSlot.SEAL_AFTER,)))
    o.on_day(52)
    o.at("permits:passed")
    send(inspector="R. Alvarez", card=paper("signed card"))
    o.at("jobs:record_test")
    send(volts_l1_l2="241.5", charging_amps="47.6", charger_limit_amps="48")


def closed(o: Office) -> None:
    send = o.clerk.send
    o.at("jobs:register_all")
    send(**{f"number_{row.pk}": "R-1" for row in Coverage.objects.exclude(kind="workmanship")})
    o.at("jobs:close_out")
    send()
    assert o.job.stage == "warranty"


def assert_within(o: Office, most: Figures, record_property: Callable) -> None:
    spent = o.clerk.spent
    record_property("figures", f"{o.job.get_kind_display()}: {spent}")
    assert (spent.pages <= most.pages, spent.sends <= most.sends, spent.entries <= most.entries) == (
        True,
    ) * 3, f"{spent}, allowed {most}"
