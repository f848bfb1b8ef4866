"""Journey: an installation, from the first call to a closed-out job with its PDF."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from jobs.models import Document, Event, OneTimeCode, PhotoSlot
from jobs.road.paper_kinds import PAPERS, PaperKind
from jobs.road.stages import Milestone
from kilowire.floor.link_tokens import code_of
from tests.builders.files import paper
from tests.journeys import desks
from tests.journeys.journey import Journey
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db

TWELVE = tuple(
    kind
    for kind in PaperKind
    if kind not in (PaperKind.CHANGE_ORDER, PaperKind.MAKE_SAFE_RECORD, PaperKind.CLOSE_OUT_PACKAGE)
)


def test_an_installation_from_the_first_call_to_its_package(journey: Journey) -> None:
    called_and_surveyed(journey)
    agreed(journey)
    city_and_utility_side_by_side(journey)
    built(journey)
    set_by_the_utility(journey)
    passed_and_commissioned(journey)
    closed(journey)
    the_package_holds_everything(journey)
    the_homeowner_reads_it(journey)
    a_year_later_the_warranty_is_over(journey)


def called_and_surveyed(j: Journey) -> None:
    desks.call(j)
    assert (j.job.number, j.column) == ("KW-1001", "Assessment")
    assert j.sentence == "We took the job on; the house is not surveyed yet."
    desks.homeowner_link(j)
    assert "Next we look at your meter and panel." in j.as_homeowner()
    assert j.asa.get("jobs:overview").status_code == 404
    desks.book(j, j.asa, "survey", day=3)
    assert "Asa is booked for" in j.olive.open("jobs:overview")
    j.days.go_to(3)
    page = desks.survey(j)
    assert "Eligible" in page
    desks.visited(j, j.asa)
    assert (j.column, j.papers()) == ("Eligibility", {"survey_report"})
    j.olive.press("assessments:decide", on=j.today)
    assert j.sentence == "The house is eligible; the contract is not signed yet."
    j.is_sound()


def agreed(j: Journey) -> None:
    j.days.go_to(6)
    desks.contract(j)
    j.olive.press("jobs:record_deposit", paid_on=j.today)
    assert j.sentence == "The contract is signed; the city has not issued the permit yet."
    assert j.column == "Permit"
    desks.apply(j)
    desks.adapter(j)
    assert "Check the application for the electrical permit for completeness" in j.open_items(party="city")


def city_and_utility_side_by_side(j: Journey) -> None:
    j.days.go_to(9)
    desks.packet(j)
    desks.send(j)
    assert "The SCE application has gone." in j.sentence
    assert (j.job.stage, j.job.utility_submitted_on) == ("permit", j.today)
    j.days.go_to(20)
    desks.permit(j)
    assert j.column == "SCE application"
    assert "utility_application" in j.papers()
    assert j.sentence == "SCE has the application and has not answered yet."


def built(j: Journey) -> None:
    desks.book(j, j.cruz, "installation", day=23)
    j.days.go_to(23)
    desks.install(j)
    desks.visited(j, j.cruz)
    assert j.job.circuit_installed_on == j.today
    assert j.job.stage == "utility_application"
    j.days.go_to(34)
    desks.approve(j)
    assert (j.column, j.sentence) == ("SCE visit", "SCE has not given a date for its visit.")
    j.is_sound()


def set_by_the_utility(j: Journey) -> None:
    j.days.go_to(36)
    desks.window(j, day=48)
    assert j.sentence == "SCE visits on Monday, October 26, 8 AM–12 PM."
    page = j.as_homeowner()
    assert "Edison visits on Monday, October 26, 8 AM–12 PM." in page
    assert "$279.22 is at stake." in j.olive.open("jobs:overview")
    j.days.go_to(45)
    j.clock_strikes()
    assert any("bag" in item for item in j.open_items(party="field"))
    j.cruz.press("jobs:add_photo", slot=PhotoSlot.ADAPTER_UNBOXED.value, file=desks.photo("unboxed"))
    j.cruz.press("jobs:add_photo", slot=PhotoSlot.ADAPTER_STAGED.value, file=desks.photo("staged"))
    j.olive.press("utility_requests:look_again")
    assert not any("bag" in item for item in j.open_items(party="field"))
    j.days.go_to(48)
    desks.came(j, "set")
    desks.seal(j.cruz)
    assert j.sentence == "The adapter is in; the city's final inspection has not passed yet."
    assert j.column == "Inspection"


def passed_and_commissioned(j: Journey) -> None:
    j.days.go_to(50)
    final = desks.ask_city(j)
    j.days.go_to(52)
    desks.passes(j, final)
    assert j.sentence == "City and SCE are done; the charger is not commissioned yet."
    assert "may charge" not in j.olive.open("jobs:overview").text.lower()
    j.days.go_to(53)
    desks.commission(j)
    assert "may charge" in j.olive.open("jobs:overview")
    assert "You may charge your car." in j.as_homeowner()
    assert j.column == "Close-out"


def closed(j: Journey) -> None:
    j.days.go_to(55)
    desks.close(j)
    j.is_sound()
    assert (j.job.stage, j.column) == ("warranty", "")
    assert j.sentence.startswith("Closed out: the homeowner may charge. The warranty runs until ")
    assert j.papers() == {*TWELVE, PaperKind.CLOSE_OUT_PACKAGE}
    j.clock_strikes()
    assert j.open_items() == set()
    told = j.told()
    in_order = [
        "Job opened as installation", "Job accepted", "Site survey complete", "Eligible", "Contract signed",
        "Application sent to SCE", "Permit issued", "Circuit and charger installed",
        "Application approved by SCE", "SCE comes on October 26, 2026, 8 AM–12 PM",
        f"SCE set the adapter, serial number {desks.SERIAL}", "Final inspection passed",
        "Charger commissioned", "Closed out", "Close-out package issued",
    ]  # fmt: skip
    places = [told.index(sentence) for sentence in in_order]
    assert places == sorted(places)
    done = list(Event.objects.of(j.job).filter(kind="done").values_list("milestone", flat=True))
    assert sorted(done) == sorted(set(Milestone) - {Milestone.WARRANTY_OVER})


def the_package_holds_everything(j: Journey) -> None:
    package = j.rendered(PaperKind.CLOSE_OUT_PACKAGE)
    answer = j.olive.get("jobs:paper_file", package.pk)
    read = PdfReader(BytesIO(b"".join(answer.streaming_content)))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert j.job.number in text
    assert "Hana Ito" in text
    missing = [PAPERS[kind].title for kind in TWELVE if PAPERS[kind].title not in text]
    assert not missing
    sections = [item.title for item in read.outline if not isinstance(item, list)]
    for kind in TWELVE:
        assert PAPERS[kind].title in sections
    attached = {name: files[0] for name, files in read.attachments.items()}
    originals = {upload.read() for upload in (paper("permit"), paper("signed card"))}
    assert originals == set(attached.values())
    assert any("as filed" in page.extract_text() for page in read.pages)


def the_homeowner_reads_it(j: Journey) -> None:
    """The address alone shows no paper; the code that was mailed does."""
    package = Document.objects.of(j.job).in_force().get(kind=PaperKind.CLOSE_OUT_PACKAGE)
    hana, address = Client(), j.homeowner_page
    assert hana.get(f"{address}papers/{package.pk}/").status_code == 404
    assert hana.post(f"{address}code/").status_code == 302
    code = OneTimeCode.objects.get(link__person__job=j.job)
    wrong = hana.post(f"{address}papers/", {"code": "000000"})
    assert (wrong.status_code, b"not the code that we sent" in wrong.content) == (422, True)
    typed = {"code": code_of(code.pk, settings.PORTAL_LINK_KEY)}
    assert hana.post(f"{address}papers/", typed).status_code == 302
    page = read_answer(hana.get(f"{address}papers/"))
    assert "Close-out package" in page
    assert "418 Alder Court" in page
    answer = hana.get(f"{address}papers/{package.pk}/")
    assert sha256(b"".join(answer.streaming_content)).hexdigest() == package.sha256


def a_year_later_the_warranty_is_over(j: Journey) -> None:
    j.days.go_to(53 + 365)
    j.clock_strikes()
    assert j.job.stage == "warranty"
    j.days.go_to(53 + 366)
    j.clock_strikes()
    assert (j.job.stage, j.job.warranty_over_on) == ("done", j.today)
    assert j.sentence == "The job is done; its warranty is over."
    j.is_sound()
