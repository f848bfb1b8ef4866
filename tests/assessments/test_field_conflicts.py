"""What office and tablet changed apart from each other at the survey: both kept, and the choice written."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.models import Answer, Assessment
from assessments.services import answers, survey
from jobs.models import Chosen, Conflict, Job, Vehicle
from jobs.tablet.services import conflicts
from tests.assessments.history import written_since
from tests.builders.assessments import answered, given
from tests.builders.cast import someone
from tests.builders.field_surveys import (
    base_of_field,
    job_on_site,
    take_survey,
)
from tests.builders.from_tablets import field, sent_photo

pytestmark = pytest.mark.django_db


def say(job: Job, fact: str, value: Any) -> None:
    answers.record_answers(job=job, given=[given(fact, value)], by=someone("olive"))


def current(job: Job, fact: str) -> Answer:
    return Answer.objects.of(job).current().get(fact=fact)


def test_two_sent_the_second_from_the_same_draft_are_no_conflict() -> None:
    job = job_on_site()
    take_survey(job, {"wires": field(2), "route": field("Left")})
    taken = take_survey(job, {"wires": field(3), "route": field("Right")})
    assert taken.receipt["conflicts"] == []
    assert current(job, "wires").value == 3
    assert Assessment.objects.get(job=job).route == "Right"


def test_what_the_office_changed_meanwhile_is_kept_beside_the_tablets() -> None:
    job = job_on_site()
    say(job, "panel_bus_amps", 100)
    survey.record_place(job=job, by=someone("olive"), route="Left", seal="intact")
    bases = {name: base_of_field(job, name) for name in ("panel_bus_amps", "route", "seal")}
    say(job, "panel_bus_amps", 125)
    survey.record_place(job=job, by=someone("olive"), route="Over the roof", seal="")
    fields = {
        "panel_bus_amps": field(200, bases["panel_bus_amps"]),
        "route": field("Right", bases["route"]),
        "seal": field("cut", bases["seal"]),
        "wires": field(3),
    }
    taken = take_survey(job, fields)
    labels = ["Panel bus rating", "Route from meter to charger", "The utility's seal"]
    assert taken.receipt["conflicts"] == labels
    assert taken.receipt["said"] == (
        "Everything is kept. The office chooses: Panel bus rating, Route from meter to charger and "
        "The utility's seal."
    )
    assert [(each.office_shown, each.tablet_shown) for each in Conflict.objects.of(job)] == [
        ("125 A", "200 A"),
        ("Over the roof", "Right"),
        ("Not known", "Cut or broken"),
    ]
    assert (current(job, "panel_bus_amps").value, current(job, "wires").value) == (125, 3)
    assert Assessment.objects.get(job=job).route == "Over the roof"


def test_the_same_value_said_by_both_is_no_conflict_and_the_later_source_stands() -> None:
    job = job_on_site()
    say(job, "loads", ["ev_charger"])
    taken = take_survey(job, {"loads": field(["ev_charger"], source="site")})
    assert taken.receipt["conflicts"] == []
    assert (current(job, "loads").source, current(job, "loads").by) == ("site", someone("asa"))


@pytest.mark.parametrize(
    ("chosen", "bus", "route"), [(Chosen.TABLET, 200, "Right"), (Chosen.OFFICE, 125, "Left")]
)
def test_the_office_chooses_which_of_two_values_stands(chosen: str, bus: int, route: str) -> None:
    job = job_on_site()
    label = sent_photo(job, "panel_label")
    say(job, "panel_bus_amps", 125)
    survey.record_place(job=job, by=someone("olive"), route="Left")
    fields = {
        "panel_bus_amps": field(200, source="photo", photo=str(label.pk)),
        "route": field("Right"),
    }
    take_survey(job, fields, [label])
    for conflict in Conflict.objects.of(job):
        conflicts.settle_conflict(conflict=conflict, chosen=chosen, by=someone("olive"))
    assert (current(job, "panel_bus_amps").value, Assessment.objects.get(job=job).route) == (bus, route)
    assert not Conflict.objects.of(job).open().exists()
    if chosen == Chosen.TABLET:
        answer = current(job, "panel_bus_amps")
        assert (answer.source, answer.photo, answer.by) == ("photo", label, someone("olive"))
        sentences = [sentence for _, sentence in written_since(job, 0)]
        assert "Answers changed: Panel bus rating" in sentences
        assert sentences.count("Survey: the place written down") == 2


def test_an_adapter_that_the_office_changed_is_shown_by_its_name() -> None:
    job = job_on_site()
    answered(job)
    other = Vehicle.objects.create(key="car", name="Some car", usable_kwh=50)
    survey.record_place(job=job, by=someone("olive"), vehicle=other)
    mine = Vehicle.objects.create(key="mine", name="Another car", usable_kwh=50)
    take_survey(job, {"vehicle": field(mine.pk)})
    conflict = Conflict.objects.of(job).get()
    assert (conflict.office_shown, conflict.tablet_shown) == ("Some car", "Another car")
    conflicts.settle_conflict(conflict=conflict, chosen=Chosen.TABLET, by=someone("olive"))
    assert Assessment.objects.get(job=job).vehicle == mine
