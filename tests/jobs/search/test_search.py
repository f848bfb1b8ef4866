"""A job is found however its names, numbers, telephones and addresses are typed."""

from __future__ import annotations

import pytest

from jobs.models import Job, Person, Reference
from jobs.people.services import people, utility_accounts
from jobs.search.services import search
from jobs.search.terms import readings
from tests.builders.cast import someone
from tests.builders.jobs import opened_job

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    return list(Job.objects.matching(readings(typed)).order_by("pk").values_list("number", flat=True))


@pytest.mark.parametrize(
    ("on_file", "typed"),
    [
        (
            "+1 (562) 555-7101",
            ["+1 (562) 555-7101", "(562) 555-7101", "15625557101", "562.555.7101", "562 555 71"],
        ),
        ("1-562-555-7102", ["(562) 555-7102", "1-562-555-7102"]),
        ("562.555.7103", ["+15625557103", "1 562 555 7103"]),
        ("(562) 555-7104 ext. 12", ["562 555 7104", "(562) 555-7104 ext. 12", "562-555-7104 x12"]),
        ("5625557109 or 5625557110", ["562-555-7109", "562-555-7110", "5625557109 or 5625557110"]),
        ("+52 55 1234 5678", ["+52 55 1234 5678", "525512345678"]),
    ],
)
def test_a_job_is_found_by_every_spelling_of_a_telephone_number(on_file: str, typed: list[str]) -> None:
    opened_job(phone="562-555-0199")
    job = opened_job(phone=on_file)
    assert {text: found(text) for text in typed} == {text: [job.number] for text in typed}


@pytest.mark.parametrize(
    ("on_file", "typed"),
    [
        ("R 45 120 7", ["R 45 120 7", "R451207", "r45-1207", "R45 1207", "45"]),
        ("222-014-7781", ["222 014 7781", "2220147781", "222–014–7781", "222-014", "２２２0147781"]),
        ("E-2026/117", ["e2026117", "E 2026 117", "E-2026-117"]),
        ("15625557101", ["15625557101", "1562 5557101"]),
    ],
)
def test_a_job_is_found_by_every_spelling_of_a_number(on_file: str, typed: list[str]) -> None:
    opened_job()
    job = opened_job()
    search.refer(job=job, kind="meter", value=on_file)
    assert {text: found(text) for text in typed} == {text: [job.number] for text in typed}
    assert Reference.objects.get(job=job).value == on_file


@pytest.mark.parametrize(
    ("street", "typed"),
    [
        ("4102 Maple St", ["4102 maple street", "Maple Str", "4102 Maple St 90601-1234", "4102 map"]),
        ("4103 North Main Street", ["4103 N Main St", "n main"]),
        ("4107 Peña Dr", ["4107 pena drive", "Pen\u0303a"]),
        ("4114 O'Malley Ct", ["OMalley", "o’malley court", "malley", "o malley"]),
        ("9 Sunset Boulevard", ["9 sunset blvd"]),
        ("12 Saint Helena Way", ["12 st helena wy"]),
    ],
)
def test_a_job_is_found_by_every_spelling_of_its_street(street: str, typed: list[str]) -> None:
    opened_job(street="77 Elm Road")
    job = opened_job(street=street)
    assert {text: found(text) for text in typed} == {text: [job.number] for text in typed}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Grace O’Brien", ["obrien", "o'brien", "O`Brien", "brien"]),
        ("Đặng Łukasz", ["dang lukasz", "ĐẶNG"]),
        ("Ana García-López", ["garcialopez", "garcia lopez", "lópez", "García‑López"]),
        ("Sor\u200ben Groß", ["soren gross"]),
        ("王小明", ["王小明", "王"]),
    ],
)
def test_a_job_is_found_by_every_spelling_of_a_name(name: str, typed: list[str]) -> None:
    opened_job(name="Bo Berg", email="bo@elsewhere.test")
    job = opened_job(name=name)
    assert {text: found(text) for text in typed} == {text: [job.number] for text in typed}
    assert Person.objects.get(job=job).name == name


def test_a_corrected_number_is_no_longer_found_and_an_equal_one_still_is() -> None:
    job, olive = opened_job(), someone("olive")
    write = utility_accounts.edit_utility_account
    write(job=job, account_number="700 123", meter_number="700-123", by=olive)
    write(job=job, meter_number="800 456", by=olive)
    assert found("700123") == found("800-456") == [job.number]
    write(job=job, account_number="", by=olive)
    assert found("700123") == []


def test_a_number_that_two_rows_gave_is_found_until_both_have_another() -> None:
    job = opened_job()
    for source in ("adapter:1", "visit:2"):
        search.refer(job=job, kind="adapter_serial", value="SN 100", source=source)
    search.refer(job=job, kind="adapter_serial", value="SN 200", replacing="SN 100", source="visit:2")
    assert found("sn100") == found("sn200") == [job.number]
    search.refer(job=job, kind="adapter_serial", value="", replacing="SN 100", source="adapter:1")
    assert (found("sn100"), found("sn200")) == ([], [job.number])


def test_a_number_from_before_there_were_sources_is_replaced() -> None:
    job = opened_job()
    search.refer(job=job, kind="permit", value="E-1")
    search.refer(job=job, kind="permit", value="E-2", replacing="E-1", source="permit:1")
    assert (found("e1"), found("e2")) == ([], [job.number])
    assert list(Reference.objects.of(job).values_list("value", "normal", "source")) == [
        ("E-2", "e2", "permit:1")
    ]


def test_two_people_with_one_telephone_are_found_by_it_until_both_have_another() -> None:
    job, olive = opened_job(phone="562-555-0142"), someone("olive")
    sister = people.add_person(job=job, name="Aya Ito", roles=("helper",), phone="(562) 555-0142", by=olive)
    people.edit_person(person=sister, phone="562-555-0177", by=olive)
    assert found("+1 562 555 0142") == found("562 555 0177") == [job.number]
