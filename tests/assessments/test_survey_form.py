"""The survey's form: every question has its place, its words, and what it rests on above it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.validators import MaxValueValidator, MinValueValidator

from assessments import facts, survey_form
from assessments.fact_table import FactError
from assessments.models import Assessment, Source
from assessments.models.place_words import WORDS
from assessments.services.evidence import photo_of_fact, required_photos, welcome_photos
from assessments.survey_form_json import form_json
from assessments.texts import RuleFileError
from jobs.models import PhotoSlot, SignedPaper
from tests.assessments.walls import RULESET

FORM, TABLE = survey_form.current(), facts.load()
FILE = survey_form.FORMS_FOLDER / "2026-12.toml"
OF_THE_METER = ("meter_face", "seal", "socket_ring", "meter_area")
OF_THE_PANEL = ("panel_label", "panel_open", "main_breaker")


def texts(part: Any) -> Iterator[dict[str, str]]:
    if isinstance(part, dict):
        if set(part) & {"en", "es"}:
            yield part
        for each in part.values():
            yield from texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from texts(each)


def test_every_fact_is_asked_or_comes_with_the_product_or_the_job() -> None:
    asked = {item.name for item in FORM.items.values() if item.keeps == "fact"}
    elsewhere = {fact.name for fact in TABLE if fact.from_product} | {"request_type"}
    assert asked | elsewhere == set(TABLE.by_name)
    assert not asked & elsewhere


def test_every_word_is_there_in_both_languages() -> None:
    found = list(texts(form_json(FORM)))
    assert len(found) > 250
    assert [text for text in found if not (text.get("en", "").strip() and text.get("es", "").strip())] == []


def test_each_column_of_the_place_is_asked_once_and_takes_what_the_form_allows() -> None:
    columns = {field.name: field for field in Assessment._meta.get_fields() if hasattr(field, "column")}
    ours = {
        "job",
        "verdict",
        "completed_on",
        "completed_by",
        "seal_reported_on",
        "seal_reported_by",
        "untold",
    }
    assert {item.name for item in FORM.place} == set(columns) - ours
    for item in FORM.place:
        column = columns[item.name]
        if item.choices:
            assert item.values == tuple(WORDS[item.name].values), item.name
            assert [str(choice.label) for choice in item.choices] == WORDS[item.name].labels
        if item.type in ("text", "longtext"):
            assert item.most == column.max_length, item.name
        for validator in column.validators if item.type in ("int", "number") else ():
            if isinstance(validator, MinValueValidator) and column.name == "onboard_kw":
                assert item.least >= validator.limit_value
            if isinstance(validator, MaxValueValidator) and validator.limit_value < 30000:
                assert item.most == validator.limit_value, item.name


def test_the_photos_are_slots_of_the_jacket_and_prove_rules_that_there_are() -> None:
    assert set(FORM.slots) <= set(PhotoSlot.values)
    assert {rule for slot in FORM.slots.values() for rule in slot.rules} <= set(RULESET.titles())
    proved = {fact.name for fact in TABLE if "photo" in fact.sources}
    assert {name for name in proved if photo_of_fact(name) is None} == set()
    assert photo_of_fact("sce_account_verified") is None


@pytest.mark.parametrize("kind", ["installation", "replacement", "removal"])
@pytest.mark.parametrize("utility", [None, "unknown", "sce", "ladwp", "pge", "sdge", "municipal"])
def test_what_is_required_rests_on_the_kind_of_job_and_on_who_serves_the_meter(
    kind: str, utility: str | None
) -> None:
    known = {"request_type": kind} | ({"utility": utility} if utility else {})
    if utility not in (None, "unknown", "sce"):
        expected: tuple[str, ...] = ("meter_face",)
    else:
        expected = OF_THE_METER if kind == "removal" else (*OF_THE_METER, *OF_THE_PANEL)
    assert required_photos(known) == expected
    welcome = () if kind == "removal" else ("charger_location", "conduit_route")
    assert welcome_photos(known) == welcome


def test_our_standard_build_sets_what_may_come_from_it() -> None:
    assert FORM.set_by(Source.STANDARD) == {
        "loads": ["ev_charger"],
        "backup_wanted": False,
        "circuit_amps": 60,
        "evse_amps": 48,
        "energized_conduit_liquidtight": True,
        "comms_cable": False,
    }
    assert set(FORM.set_by(Source.STANDARD)) == {fact.name for fact in TABLE if "standard" in fact.sources}


@pytest.mark.parametrize(
    ("volts", "suggested"),
    [
        ((241.3, 120.8, 120.5), "120/240"),
        ((228.0, 114.0, 114.0), "120/240"),
        ((252.0, 126.0, 126.0), "120/240"),
        ((240.0, 119.0, 124.0), "120/240"),
        ((208.0, 120.1, 120.2), "120/208"),
        ((214.0, 123.6, 123.4), "120/208"),
        ((197.0, 114.0, 114.0), "120/208"),
        ((218.0, 126.0, 126.0), "120/208"),
        ((240.0, 120.0, 208.0), "240_delta"),
        ((240.0, 208.0, 120.0), "240_delta"),
        ((480.0, 277.0, 277.0), "277/480"),
        ((0.0, 120.0, 0.0), None),
        ((240.0, 0.0, 0.0), None),
        ((120.0, 120.0, 120.0), None),
    ],
)
def test_readings_suggest_the_voltage(volts: tuple[float, ...], suggested: str | None) -> None:
    found = FORM.suggested(
        "voltage", dict(zip(("volts_l1_l2", "volts_l1_n", "volts_l2_n"), volts, strict=True))
    )
    assert (found.value if found else None) == suggested


def test_a_reading_that_nobody_took_suggests_nothing() -> None:
    assert FORM.suggested("voltage", {"volts_l1_l2": 208.0, "volts_l1_n": 120.0}) is None


def test_a_seal_that_is_not_intact_stops_the_work() -> None:
    stop = FORM.items["seal"].stop
    assert stop is not None
    assert [stop.holds({"seal": seal}) for seal in ("intact", "cut", "missing")] == [False, True, True]
    assert not stop.holds({})


def test_signatures_are_on_papers_of_the_jacket() -> None:
    assert {each["paper"] for each in FORM.tree["signatures"]} <= set(SignedPaper.values)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("space_depth_in", 0),
        ("space_depth_in", "42"),
        ("space_depth_in", 42.5),
        ("seal", "open"),
        ("medical_equipment", 1),
        ("route", "x" * 241),
        ("route", "\0"),
        ("vehicle", True),
        ("vehicle", "3"),
        ("volts_l1_n", 601),
        ("onboard_kw", float("nan")),
    ],
)
def test_an_answer_that_is_none_is_refused_by_its_name(name: str, given: Any) -> None:
    with pytest.raises(FactError, match=f"^{name} must be"):
        FORM.items[name].read(given)


def test_an_answer_is_read_as_it_is_kept() -> None:
    read = {
        "route": "  Along the wall ",
        "space_depth_in": 42.0,
        "onboard_kw": 7,
        "seal": "cut",
        "door_opens_90": False,
    }
    assert {name: FORM.items[name].read(value) for name, value in read.items()} == {
        "route": "Along the wall",
        "space_depth_in": 42,
        "onboard_kw": 7.0,
        "seal": "cut",
        "door_opens_90": False,
    }


SLIPS = {
    "a fact that no section asks": ('"lock_ring", ', "", "no section asks lock_ring"),
    "a question that no section asks": ('"socket_make", ', "", "no section asks socket_make"),
    "an item that is not there": ('"socket_make", ', '"socket_mark", ', "nothing is named socket_mark"),
    "a photo that is not there": ('"photo:seal"', '"photo:lid"', "photo:lid"),
    "a question asked twice": ('"socket_make", ', '"socket_make", "seal", ', "asked twice"),
    "a condition on what stands below": (
        '[\'seal in ["cut", "missing"]\']',
        "['route == \"\"']",
        "route, which must stand above",
    ),
    "a condition that is no yes or no": (
        'when = ["heat_marks"]',
        "when = ['1 + 1']",
        "neither true nor false",
    ),
    "a misspelt key": (
        'required_unless = ["elsewhere"]',
        'required_unles = ["elsewhere"]',
        "has no meaning here",
    ),
    "a word missing in Spanish": ('es = "Marca de la base"', 'es = ""', "one of the languages"),
    "a card that sets what may not come from it": ("comms_cable = false", "", "other facts than may come"),
    "a reading that suggests what is no answer": ('value = "277/480"', 'value = "480"', "must be one of"),
    "a list that is not there": ('"vehicles"', '"cars"', "its choices are adapters or vehicles"),
    "a number without bounds": ("least = 0\nmost = 999\n", "", "needs its least and most"),
    "kept nowhere": ('keeps = "reading"', 'keeps = "paper"', "nothing is kept as paper"),
}


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_in_the_file_shows_when_it_is_loaded(slip: str, tmp_path: Path) -> None:
    written, instead, said = SLIPS[slip]
    text = FILE.read_text(encoding="utf-8")
    assert written in text
    changed = tmp_path / "changed.toml"
    changed.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises((RuleFileError, FactError), match=said):
        survey_form.load(changed)


def test_an_earlier_version_is_found_by_its_name() -> None:
    assert survey_form.form_named("site-survey/2026-12") is FORM
    earlier = survey_form.form_named("site-survey/2026-11")
    assert earlier
    assert "account_number" not in earlier.items
    assert survey_form.form_named("site-survey/2025-01") is None


def test_two_files_of_one_version_are_refused(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(RuleFileError, match="the same version"):
        survey_form.versions(tmp_path)
