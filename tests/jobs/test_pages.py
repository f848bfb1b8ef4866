"""Today, board, list, calendar and the first call: doors, filters, search, paging, and constant questions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.models import Appointment, Document, Job, Party
from jobs.search_terms import job_number_in, search_terms
from jobs.services import appointments, holds, milestones, search, waits
from jobs.stages import Milestone
from jobs.views import listing
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, ladwp, opened_job, sce, whittier

pytestmark = pytest.mark.django_db
PAGES = ("/", "/board/", "/jobs/", "/calendar/")


def signed_in(key: str = "olive") -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def busy_job(place: int = 0, **new: object) -> Job:
    """With an item that is due and a visit today or soon."""
    job = accepted_job(name=f"Hana {place}", **new)
    by, due = someone("olive"), days_ago(2)
    waits.open_wait(
        job=job, party=Party.CITY, what="The permit", expected_on=due, stake_usd=Decimal("279.22"), by=by
    )
    start = timezone.now().replace(hour=20, minute=0, second=0, microsecond=0) + timedelta(days=place % 7)
    appointments.book_appointment(
        job=job,
        kind="survey",
        starts_at=start + timedelta(minutes=place),
        ends_at=start + timedelta(minutes=place + 1),
        technicians=[someone("asa")],
        by=by,
    )
    return job


def numbers_on(client: Client, url: str) -> list[str]:
    return [row["number"] for row in client.get(url).context["rows"]]


@pytest.mark.parametrize(
    "page", ["/board/", "/jobs/", "/calendar/", "/jobs/new/", "/jobs/new/alike/", "/today/count/"]
)
def test_pages_of_the_office_are_closed_to_technicians_and_strangers(page: str) -> None:
    assert signed_in("olive").get(page).status_code == 200
    assert signed_in("owen").get(page).status_code == 200
    assert signed_in("asa").get(page).status_code == 403
    assert Client().get(page).url.startswith("/accounts/login/")


def test_pages_ask_the_same_number_of_questions_for_1_and_50_jobs() -> None:
    client = signed_in()

    def questions() -> dict[str, int]:
        asked = {}
        for page in PAGES:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked[page] = len(queries)
        return asked

    busy_job()
    questions()
    few = questions()
    for place in range(1, 50):
        busy_job(place)
    assert questions() == few
    assert few["/jobs/"] <= 8


def test_today_shows_what_is_due_by_whose_turn_it_is_and_what_is_at_stake() -> None:
    job = busy_job()
    page = signed_in().get("/")
    city = page.context["groups"][-1]
    assert (city["party"], city["count"]) == ("City", "1")
    row = city["rows"][0]
    assert (row["number"], row["when"], row["stake"]) == (job.number, "2 days late", "$279.22")
    assert signed_in().get("/today/count/").content == b"1"


def test_today_counts_our_own_items_without_a_day() -> None:
    opened_job()
    page = signed_in().get("/")
    assert [(group["party"], group["count"]) for group in page.context["groups"]] == [("Office", "1")]


def test_today_lists_jobs_of_which_nothing_reminds_anybody() -> None:
    busy_job()
    booked, held, gone, quiet = (accepted_job(name=name) for name in ("Bea", "Hal", "Gil", "Quinn"))
    appointments.book_appointment(
        job=booked,
        kind="survey",
        starts_at=timezone.now() + timedelta(days=9),
        ends_at=timezone.now() + timedelta(days=9, hours=1),
        technicians=[someone("asa")],
        by=someone("olive"),
    )
    holds.hold_job(job=held, because="Panel", by=someone("olive"))
    holds.cancel_job(job=gone, because="price", note="", by=someone("olive"))
    client = signed_in()
    shown = client.get("/").context["quiet"]
    assert [(row["number"], row["what"]) for row in shown["rows"]] == [(quiet.number, "Survey the house")]
    assert (shown["count"], shown["more"]) == ("1", False)
    assert numbers_on(client, "/jobs/?state=quiet") == [quiet.number]
    waits.open_wait(job=quiet, party=Party.OFFICE, what="Call back", by=someone("olive"))
    assert client.get("/").context["quiet"] is None


def test_today_counts_the_quiet_jobs_and_shows_the_first(django_assert_num_queries) -> None:
    client, jobs = signed_in(), [accepted_job()]
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    jobs += [accepted_job() for _ in range(19)]
    with django_assert_num_queries(len(few)):
        shown = client.get("/").context["quiet"]
    assert (shown["count"], shown["more"]) == ("20", True)
    assert [row["number"] for row in shown["rows"]] == [job.number for job in jobs[:8]]
    assert client.get("/today/count/").content == b"20"


def test_today_lists_what_to_look_at() -> None:
    odd = milestones.stamp(
        job=accepted_job(), milestone=Milestone.INSPECTION_PASSED, on=days_ago(1), by=someone("olive")
    )
    gone = holds.cancel_job(job=accepted_job(), because="price", note="", by=someone("olive"))
    Document.objects.create(
        job=odd,
        kind="survey_report",
        context={},
        issued_on=days_ago(1),
        issued_by=someone("olive"),
        due_at=timezone.now(),
        status="failed",
        error="A photo could not be read.",
    )
    looks = {look["title"]: look["rows"] for look in signed_in().get("/").context["looks"]}
    assert [row["number"] for row in looks["Does not add up"]] == [odd.number]
    assert [row["number"] for row in looks["Cancelled, to unwind"]] == [gone.number]
    assert "could not be read" in looks["Papers that could not be made"][0]["detail"]


def test_a_technicians_today_is_their_own_appointments() -> None:
    job = busy_job()
    mine = signed_in("asa").get("/")
    assert [visit["number"] for visit in mine.context["visits"]] == [job.number]
    assert "418 Alder Court" in mine.content.decode()
    assert signed_in("strand").get("/").context["visits"] == []


def test_the_board_puts_each_job_in_its_column_with_its_lights_and_age() -> None:
    job = busy_job()
    columns = {column["label"]: column for column in signed_in().get("/board/").context["columns"]}
    card = columns["Assessment"]["cards"][0]
    assert (columns["Assessment"]["count"], card["number"], card["party"]) == ("1", job.number, "City")
    assert card["late"]
    assert [light[0] for light in card["lights"]] == ["City", "SCE", "Build"]
    assert "Warranty" not in columns


def test_the_board_caps_its_columns_and_leads_on_to_the_list() -> None:
    jobs = [opened_job() for _ in range(14)]
    client = signed_in()
    column = client.get("/board/").context["columns"][0]
    assert (column["count"], len(column["cards"]), column["more"]) == ("14", 12, True)
    assert numbers_on(client, column["url"]) == [job.number for job in jobs]


def test_the_board_filters() -> None:
    busy_job()
    theirs = opened_job(utility=ladwp())
    client = signed_in()

    def cards(query: str) -> list[str]:
        columns = client.get(f"/board/{query}").context["columns"]
        return [card["number"] for column in columns for card in column["cards"]]

    assert cards(f"?utility={ladwp().pk}") == [theirs.number]
    assert cards("?party=office") == [theirs.number]
    assert cards("?kind=removal") == []
    assert len(cards("?utility=zz&kind=nothing")) == 2
    assert len(cards("?utility=99999")) == 0


def test_the_list_filters_by_stage_state_city_and_whose_turn() -> None:
    new, taken = opened_job(), accepted_job()
    held = holds.hold_job(job=accepted_job(), because="Panel", by=someone("olive"))
    gone = holds.cancel_job(job=accepted_job(), because="price", note="", by=someone("olive"))
    client = signed_in()
    assert numbers_on(client, "/jobs/") == [gone.number, held.number, taken.number, new.number]
    assert numbers_on(client, "/jobs/?stage=intake") == [new.number]
    assert numbers_on(client, "/jobs/?state=held") == [held.number]
    assert numbers_on(client, "/jobs/?state=cancelled") == [gone.number]
    assert numbers_on(client, "/jobs/?state=unsettled") == [gone.number]
    assert numbers_on(client, "/jobs/?party=office&state=open") == [new.number]
    assert len(numbers_on(client, f"/jobs/?city={whittier().pk}&utility={sce().pk}")) == 4


def test_only_the_owner_is_offered_what_went_on_without_a_step() -> None:
    milestones.waive(
        job=accepted_job(),
        milestone=Milestone.OUTAGE_CONFIRMED,
        because="no window was given",
        by=someone("olive"),
    )
    assert "Went on without" in signed_in("owen").get("/jobs/").content.decode()
    assert "Went on without" not in signed_in("olive").get("/jobs/").content.decode()
    assert len(numbers_on(signed_in("owen"), "/jobs/?state=waived")) == 1


def test_the_list_pages_by_key_there_and_back_in_both_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN", 5)
    jobs = [opened_job().number for _ in range(12)]
    client = signed_in()
    for order, expected in (("", jobs[::-1]), ("?order=oldest", jobs)):
        seen, url, pages = [], f"/jobs/{order}", []
        while url:
            page = client.get(url)
            rows = [row["number"] for row in page.context["rows"]]
            seen += rows
            pages.append(rows)
            older = page.context["pager"]["older"]
            url = f"/jobs/{older}" if older else ""
        assert seen == expected
        back = client.get(f"/jobs/{page.context['pager']['newer']}")
        assert [row["number"] for row in back.context["rows"]] == pages[-2]
        first = client.get(f"/jobs/{back.context['pager']['newer']}")
        assert [row["number"] for row in first.context["rows"]] == pages[0]
        assert first.context["pager"]["newer"] == ""


def test_paging_stays_put_while_jobs_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN", 5)
    jobs = [opened_job().number for _ in range(7)]
    client = signed_in()
    older = client.get("/jobs/").context["pager"]["older"]
    opened_job()
    assert numbers_on(client, f"/jobs/{older}") == jobs[:2][::-1]


@pytest.mark.parametrize(
    "nonsense", ["before=x", "after=-1", "before=99999999999999999999", "stage=no&party=no"]
)
def test_nonsense_in_the_address_is_the_first_page(nonsense: str) -> None:
    job = opened_job()
    assert numbers_on(signed_in(), f"/jobs/?{nonsense}") == [job.number]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ito", True),
        ("HANA alder", True),
        ("hana smith", False),
        ("whit 90601", True),
        ("222-014-7781", True),
        ("222 014 7781", True),
        ("222-014", True),
        ("E-2026", True),
        ("562-555-0142", True),
        ("(562) 555-0142", True),
        ("nunez", False),
    ],
)
def test_search_finds_names_addresses_and_numbers_by_their_beginnings(typed: str, *, found: bool) -> None:
    job = opened_job()
    opened_job(
        name="Bo Berg",
        street="1 Elm",
        phone="",
        email="bo@elsewhere.test",
        city="Anaheim",
        postal_code="92801",
    )
    search.refer(job=job, kind="meter", value="222-014-7781")
    search.refer(job=job, kind="permit", value="E-2026-117")
    assert numbers_on(signed_in(), f"/jobs/?{_q(typed)}") == ([job.number] if found else [])


def test_search_finds_accents_without_them() -> None:
    job = opened_job(name="José Núñez")
    assert numbers_on(signed_in(), "/jobs/?q=nunez") == [job.number]


def test_a_job_number_in_the_search_leads_to_the_job() -> None:
    job = opened_job()
    client = signed_in()
    assert [client.get(f"/jobs/?{_q(text)}").url for text in ("KW-1001", "kw 1001", "1001")] == [
        f"/jobs/{job.number}/"
    ] * 3
    assert client.get("/jobs/?q=KW-9999").context["rows"] == []


def test_search_terms_and_job_numbers() -> None:
    assert search_terms("García-López 222-014") == ["garcia", "lopez", "222014"]
    assert search_terms("% _ '") == []
    assert (job_number_in("kw1042"), job_number_in("KW - 1042"), job_number_in("104")) == (
        "KW-1042",
        "KW-1042",
        "",
    )


def test_the_calendar_shows_visits_and_the_days_others_gave() -> None:
    job = busy_job()
    waits.open_wait(
        job=job,
        party=Party.UTILITY,
        what="Visit",
        expected_on=timezone.localdate(),
        window="8–12",
        by=someone("olive"),
    )
    rows = {row["name"]: row for row in signed_in().get("/calendar/").context["rows"]}
    given = [slot["what"] for cell in rows["Days others gave"]["cells"] for slot in cell["slots"]]
    assert "SCE: Visit" in given
    assert [slot["what"] for cell in rows["Asa"]["cells"] for slot in cell["slots"]] == ["Site survey"]
    assert "Strand" not in rows


@pytest.mark.parametrize("week", ["", "2026-11-20", "nonsense", "0001-01-01", "9999-12-31"])
def test_the_calendar_opens_on_any_week(week: str) -> None:
    assert signed_in().get(f"/calendar/?week={week}").status_code == 200


def first_call(**new: object) -> dict[str, object]:
    given = {
        "kind": "installation",
        "name": "Hana Ito",
        "phone": "562-555-0142",
        "language": "en",
        "street": "418 Alder Court",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": whittier().pk,
        "utility": sce().pk,
        "dog_note": "Rex",
    }
    return {**given, **new}


def test_the_first_call_becomes_a_job() -> None:
    answer = signed_in().post("/jobs/new/", first_call())
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.number}/"
    assert (job.site.dog_note, job.opened_by) == ("Rex", someone("olive"))


def test_a_first_call_that_lacks_something_comes_back_filled() -> None:
    answer = signed_in().post("/jobs/new/", first_call(postal_code="9060", name=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Five digits, such as 90601." in page
    assert 'value="418 Alder Court"' in page


def test_a_call_that_looks_like_an_open_job_is_asked_about_once() -> None:
    job = opened_job()
    client = signed_in()
    answer = client.post("/jobs/new/", first_call(name="H. Ito"))
    assert answer.status_code == 422
    assert job.number in answer.content.decode()
    assert "This is another job" in answer.content.decode()
    assert client.post("/jobs/new/", first_call(another="on")).status_code == 302
    assert Job.objects.count() == 2


def test_jobs_alike_are_named_while_the_call_goes_on() -> None:
    job = opened_job()
    client = signed_in()
    by_phone = client.get("/jobs/new/alike/", {"phone": "(562) 555-0142"}).content.decode()
    by_address = client.get(
        "/jobs/new/alike/", {"street": "418 Alder", "postal_code": "90601"}
    ).content.decode()
    assert job.number in by_phone
    assert job.number in by_address
    assert (
        job.number
        not in client.get("/jobs/new/alike/", {"street": "99 Elm", "postal_code": "90601"}).content.decode()
    )


def test_unrecorded_appointments_are_asked_about() -> None:
    job = busy_job()
    Appointment.objects.of(job).update(starts_at=timezone.now() - timedelta(days=3))
    assert [visit["number"] for visit in signed_in().get("/").context["unrecorded"]] == [job.number]


def _q(text: str) -> str:
    return urlencode({"q": text})
