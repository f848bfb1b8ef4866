"""Where office and tablet disagree: both values side by side, the office's choice, and what was chosen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer, Assessment
from assessments.services import answers, survey
from jobs.models import Conflict, Event, Job, OpenItem
from jobs.tablet.services import conflicts
from jobs.tablet.services.takers import FieldConflict
from tests.builders.assessments import given
from tests.builders.cast import signed_in, someone
from tests.builders.field_surveys import base_of_field, job_on_site, take_survey
from tests.builders.from_tablets import field
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def bus_is(job: Job, amps: int, by: str = "olive") -> None:
    answers.record_answers(job=job, given=[given("panel_bus_amps", amps)], by=someone(by))


def job_apart() -> Job:
    """Olive wrote 125 A for the bus of 100 A and a route, while Asa's tablet had 200 A and another route."""
    job = job_on_site()
    bus_is(job, 100)
    base = base_of_field(job, "panel_bus_amps")
    bus_is(job, 125)
    survey.record_place(job=job, by=someone("olive"), route="Left")
    take_survey(job, {"panel_bus_amps": field(200, base), "route": field("Right")})
    return job


def pressed(job: Job, label: str, chosen: str, who: str = "olive") -> str:
    pk = Conflict.objects.of(job).get(label=label).pk
    url = f"/jobs/{job.number}/conflicts/{pk}/"
    return signed_in(who).post(url, {"chosen": chosen}, follow=True).content.decode()


def test_both_values_stand_side_by_side_with_who_and_what_was_before() -> None:
    job = job_apart()
    bus, route = signed_in().get(f"/jobs/{job.number}/conflicts/").context["waiting"]
    assert (bus["label"], bus["form"], bus["began"]) == ("Panel bus rating", "site survey", "100")
    assert (bus["office"]["shown"], bus["office"]["who"]) == ("125 A", "Olive")
    assert (bus["tablet"]["shown"], bus["tablet"]["who"]) == ("200 A", "Asa")
    assert (route["office"]["shown"], route["tablet"]["shown"], route["began"]) == (
        "Left",
        "Right",
        "nothing",
    )
    assert bus["office"]["at"] <= Conflict.objects.of(job)[0].submission.received_at


def test_the_job_page_leads_to_what_is_to_be_chosen() -> None:
    job = job_apart()
    items = signed_in().get(f"/jobs/{job.number}/").context["open_items"]
    (item,) = [each for each in items if each["url"] == f"/jobs/{job.number}/conflicts/"]
    assert item["what"] == "Choose between office and tablet: 2 values"


def test_the_office_chooses_and_the_choice_is_in_the_history() -> None:
    job = job_apart()
    page = pressed(job, "Panel bus rating", "tablet")
    assert "the tablet's, not 125 A" in page
    assert Answer.objects.of(job).current().get(fact="panel_bus_amps").value == 200
    assert "the office's, not Right" in pressed(job, "Route from meter to charger", "office", "owen")
    assert Assessment.objects.get(job=job).route == "Left"
    settled = signed_in().get(f"/jobs/{job.number}/conflicts/").context
    assert settled["waiting"] == []
    assert [(row["taken"], row["by"]) for row in settled["settled"]] == [("Left", "Owen"), ("200 A", "Olive")]
    assert Event.objects.of(job).filter(sentence__startswith="Panel bus rating: the tablet's value").exists()
    assert not OpenItem.objects.of(job).open().filter(act="jobs:conflicts").exists()


def test_a_choice_is_made_once_and_of_two() -> None:
    job = job_apart()
    assert "Choose one of the two values." in pressed(job, "Panel bus rating", "neither")
    pressed(job, "Panel bus rating", "office")
    assert "Olive already chose the office&#x27;s value" in pressed(job, "Panel bus rating", "tablet", "owen")
    assert Conflict.objects.of(job).get(label="Panel bus rating").chosen == "office"


def test_choosing_is_the_offices() -> None:
    job = job_apart()
    url = f"/jobs/{job.number}/conflicts/"
    act = f"{url}{Conflict.objects.of(job)[0].pk}/"
    assert (signed_in("asa").get(url).status_code, signed_in("asa").post(act).status_code) == (403, 403)
    assert Client().get(url).url.startswith("/accounts/login/")
    elsewhere = act.replace(job.number, accepted_job().number)
    assert signed_in().post(elsewhere, {"chosen": "tablet"}).status_code == 404


def test_a_job_without_any_says_so() -> None:
    page = signed_in().get(f"/jobs/{accepted_job().number}/conflicts/").content.decode()
    assert "Nothing to choose" in page


def test_the_page_asks_the_same_number_of_questions_for_1_and_20_rows() -> None:
    job, client = job_apart(), signed_in()
    url = f"/jobs/{job.number}/conflicts/"
    pressed(job, "Route from meter to charger", "office")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    questions()
    few = questions()
    found = [FieldConflict(f"f{number}", f"Field {number}", 1, 2, "1", "2") for number in range(40)]
    submission = job.submissions.get()
    conflicts.open_conflicts(submission=submission, found=found, by=someone("asa"))
    for conflict in Conflict.objects.of(job).filter(label__startswith="Field")[:20]:
        conflicts.settle_conflict(conflict=conflict, chosen="office", by=someone("olive"))
    assert questions() == few
