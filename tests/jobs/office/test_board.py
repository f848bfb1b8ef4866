"""The board: each job in its column, capped and filtered."""

from __future__ import annotations

import pytest

from tests.builders.cast import signed_in
from tests.builders.jobs import ladwp, opened_job
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
