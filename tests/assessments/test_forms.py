"""The form of answers: every fact of the table, what is typed kept, what is wrong said at its field."""

from __future__ import annotations

from typing import Any

import pytest

from assessments import facts
from assessments.forms.acts import ApprovalForm
from assessments.forms.answers import AnswersForm
from assessments.forms.place import PlaceForm
from assessments.models import Assessment
from assessments.services.answers import Given, record_answers
from assessments.services.reading import known_of
from jobs.models import Job, Photo
from jobs.photos.services.photos import file_photo
from tests.builders.assessments import PASSING, answered, place_facts
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job, days_ago, opened_job

pytestmark = pytest.mark.django_db


def form_of(job: Job, data: dict[str, Any] | None = None, usual: str = "site") -> AnswersForm:
    known = known_of(job, Assessment.objects.of(job).for_page().first())
    held = {each.slot: each for each in Photo.objects.of(job).on_file()}
    return AnswersForm(data, known=known, usual_source=usual, photos=held)


def given_by(form: AnswersForm) -> dict[str, tuple[Any, str, str]]:
    return {each.fact: (each.value, each.source, each.cannot_tell) for each in form.given}


def test_every_fact_that_people_are_asked_has_its_field_source_and_reason() -> None:
    form = form_of(opened_job())
    asked = [fact.name for fact in facts.load() if not fact.from_product and fact.name != "request_type"]
    assert [fact.name for fact in form.shown] == asked
    for name in asked:
        assert {name, f"{name}__source", f"{name}__cannot_tell"} <= set(form.fields)
    rows = [row["name"] for section in form.sections() for row in section["rows"]]
    assert rows == asked


def test_a_removal_is_asked_for_less() -> None:
    shown = [fact.name for fact in form_of(opened_job(kind="removal")).shown]
    assert "wires" not in shown
    assert "lock_ring" in shown


def test_a_question_that_hangs_on_another_says_on_which_until_that_is_answered() -> None:
    job = opened_job()
    notes = {row["name"]: row["note"] for part in form_of(job).sections() for row in part["rows"]}
    assert notes["owner_consent"] == "May not be asked: it depends on “Account holder”."
    assert notes["backfeed_amps"] == "May not be asked: it depends on “Generation on site”."
    assert notes["utility"] == ""
    record_answers(job=job, given=[Given("account_holder", "bill", "owner")], by=someone("olive"))
    assert "owner_consent" not in [fact.name for fact in form_of(job).shown]


def test_each_kind_of_answer_is_read_as_it_was_meant() -> None:
    form = form_of(
        opened_job(),
        {
            "lock_ring": "no",
            "voltage": "120/240",
            "wires": "3",
            "backfeed_amps": "32.5",
            "loads": ["ev_charger", "solar"],
            "esr_violations": ["Meter sits loose or crooked"],
            "esr_violations__more": "Shed in front\n\n Low meter ",
            "phase__cannot_tell": "Too dark",
            "phase__source": "photo",
        },
    )
    assert form.is_valid(), form.errors
    assert given_by(form) == {
        "loads": (["ev_charger", "solar"], "caller", ""),
        "phase": (None, "photo", "Too dark"),
        "wires": (3, "site", ""),
        "voltage": ("120/240", "site", ""),
        "lock_ring": (False, "site", ""),
        "esr_violations": (["Meter sits loose or crooked", "Shed in front", "Low meter"], "site", ""),
        "backfeed_amps": (32.5, "site", ""),
    }


def test_checked_and_nothing_found_is_an_answer_and_no_mark_is_none() -> None:
    nothing = form_of(opened_job(), {"esr_violations": ["nothing-of-these"]})
    assert nothing.is_valid()
    assert given_by(nothing) == {"esr_violations": ([], "site", "")}
    silent = form_of(opened_job(), {})
    assert silent.is_valid()
    assert silent.given == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"wires": "three"}, "wires", "whole number"),
        ({"wires": "101"}, "wires", "less than or equal to 100"),
        ({"meter_class_amps": "-1"}, "meter_class_amps", "greater than or equal to 0"),
        ({"backfeed_amps": "NaN"}, "backfeed_amps", "number"),
        ({"voltage": "240"}, "voltage", "not one of the available choices"),
        ({"lock_ring": "maybe"}, "lock_ring", "not one of the available choices"),
        ({"wires": "3", "wires__source": "caller"}, "wires__source", "not one of the available choices"),
        ({"wires": "3", "wires__cannot_tell": "Dark"}, "wires__cannot_tell", "not both"),
        ({"loads": ["nothing-of-these", "solar"]}, "loads", "stands beside something else"),
        (
            {"esr_violations": ["nothing-of-these"], "esr_violations__more": "Shed"},
            "esr_violations__more",
            "stands beside something that was found",
        ),
        ({"esr_violations__more": "x" * 161}, "esr_violations__more", "at most 160 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    values: dict[str, Any], field: str, words: str
) -> None:
    form = form_of(opened_job(), {"phase": "single_phase", **values})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]
    assert form["phase"].value() == "single_phase"


def test_an_answer_on_file_is_shown_with_its_source_and_is_not_lost_by_leaving_it_empty() -> None:
    job = accepted_job()
    answered(job, esr_violations=["Meter sits loose or crooked", "Shed in front"])
    form = form_of(job)
    assert form["wires"].value() == 3
    assert form["lock_ring"].value() == "no"
    assert form["utility__source"].value() == "bill"
    assert form["esr_violations"].value() == ["Meter sits loose or crooked"]
    assert form["esr_violations__more"].value() == "Shed in front"
    emptied = form_of(job, {})
    assert not emptied.is_valid()
    assert "say why it cannot be told" in emptied.errors["wires__cannot_tell"][0]


def test_the_same_form_sent_again_changes_no_answer() -> None:
    job = accepted_job()
    answered(job)
    shown = form_of(job)
    data = {name: shown[name].value() for name in shown.fields if shown[name].value() not in (None, "")}
    form = form_of(job, data)
    assert form.is_valid(), form.errors
    assert {each.fact: each.value for each in form.given} == PASSING
    assert record_answers(job=job, given=form.given, by=someone("owen")) == []


def test_an_answer_from_a_photo_takes_the_photo_of_its_slot_and_keeps_it() -> None:
    job = opened_job()
    first = file_photo(job=job, slot="meter_face", file=photo("first"), by=someone("asa"))
    data = {"wires": "3", "wires__source": "photo"}
    form = form_of(job, data)
    assert form.is_valid()
    (answer,) = record_answers(job=job, given=form.given, by=someone("olive"), on=days_ago(1))
    assert answer.photo == first
    file_photo(job=job, slot="meter_face", file=photo("second"), by=someone("asa"))
    again = form_of(job, data)
    assert again.is_valid()
    assert record_answers(job=job, given=again.given, by=someone("olive")) == []


def test_the_offices_answers_mostly_come_from_the_caller() -> None:
    form = form_of(opened_job(), usual="caller")
    assert (form["premises__source"].value(), form["wires__source"].value()) == ("caller", "site")


def test_a_trench_is_no_longer_than_its_route() -> None:
    form = PlaceForm(place_facts(route_length_ft=30, trench_length_ft=40), kind="installation")
    assert list(form.errors) == ["trench_length_ft"]
    assert PlaceForm(place_facts(route_length_ft=30, trench_length_ft=30), kind="installation").is_valid()


def test_a_removal_is_not_asked_for_car_charger_and_route() -> None:
    asked = PlaceForm(kind="removal").fields
    assert {"meter_number", "seal", "medical_equipment", "space_depth_in"} <= set(asked)
    assert not {"charger", "vehicle", "route", "conduit_rest", "panel_make", "bag_spot"} & set(asked)
    titles = [section["title"] for section in PlaceForm(kind="removal").sections()]
    assert not [title for title in titles if "Car" in title or "Charger" in title]


def test_a_look_at_the_product_list_names_its_source() -> None:
    form = ApprovalForm({"approval": "approved", "checked_on": days_ago(1)})
    assert list(form.errors) == ["source"]
    assert ApprovalForm({"approval": "unknown", "checked_on": days_ago(1)}).is_valid()
