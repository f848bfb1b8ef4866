"""The board: each job in its column, capped and filtered."""

from __future__ import annotations

import pytest

from jobs.holds.services import holds
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, ladwp, opened_job
from tests.jobs.office.pages import busy_job, numbers_on

pytestmark = pytest.mark.django_db


def test_the_board_puts_each_job_in_its_column_with_its_lights_and_age() -> None:
    job = busy_job()
    columns = {column["label"]: column for column in signed_in().get("/board/").context["columns"]}
    card = columns["Assessment"]["cards"][0]
    assert (columns["Assessment"]["count"], card["number"], card["party"]) == ("1", job.number, "Office")
    assert card["late"]
    assert [light[0] for light in card["lights"]] == ["City", "SCE", "Build"]
    assert "Warranty" not in columns
    assert (columns["Assessment"]["stake"], columns["Assessment"]["oldest"]) == (
        "$279 at stake",
        "oldest 60 days",
    )
    assert (columns["Permit"]["cards"], columns["Permit"]["oldest"]) == ([], "")


def test_a_card_offers_only_the_acts_that_move_its_job_on() -> None:
    taken = accepted_job()
    opened_job()
    columns = {column["label"]: column for column in signed_in().get("/board/").context["columns"]}
    assert [label for label, _ in columns["Intake"]["cards"][0]["acts"]] == ["Take the job on"]
    acts = columns["Assessment"]["cards"][0]["acts"]
    assert [label for label, _ in acts] == ["Survey the house"]
    assert signed_in().get(acts[0][1]).status_code in (200, 302)
    holds.hold_job(job=taken, because="Panel", by=someone("olive"))
    columns = {column["label"]: column for column in signed_in().get("/board/").context["columns"]}
    assert columns["Assessment"]["cards"][0]["acts"] == []


def test_cards_are_small_or_full_and_an_empty_column_is_a_spine() -> None:
    opened_job()
    small, full = (signed_in().get(f"/board/{query}").content.decode() for query in ("", "?cards=full"))
    assert ("board-small" in small, "board-small" in full) == (True, False)
    assert "board-column board-empty" in small


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
    assert len(cards(f"?technician={someone('asa').pk}")) == 1
    assert cards(f"?technician={someone('strand').pk}") == []
    holds.hold_job(job=theirs, because="Panel", by=someone("olive"))
    assert cards("?state=held") == [theirs.number]
    assert theirs.number not in cards("?state=going")
    assert len(cards("?utility=zz&kind=nothing")) == 2
    assert len(cards("?utility=99999")) == 0
