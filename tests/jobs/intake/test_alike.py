"""A new call that may be about a job on file is asked about, however address and telephone are typed."""

from __future__ import annotations

import pytest

from jobs.intake.services.alike import alike_jobs
from tests.builders.jobs import opened_job

pytestmark = pytest.mark.django_db


def alike(street: str = "", postal_code: str = "90601", phone: str = "") -> list[str]:
    return [job.number for job in alike_jobs(street=street, postal_code=postal_code, phone=phone)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4102 Maple St", "4102 Maple Street"),
        ("4103 N Main St", "4103 North Main Street"),
        ("4107 Peña Dr", "4107 Pena Drive"),
        ("4114 O'Malley Ct", "4114 OMalley Ct"),
        ("4114 O’Malley Ct.", "4114 O`MALLEY COURT"),
        ("12 Saint Helena Way Apt 4", "12 St Helena Way, #4"),
        ("12 Elm Road Unit B", "12 Elm Rd"),
        ("5302 Zipfour Ln", "5302 Zipfour Lane"),
    ],
)
def test_an_address_typed_in_another_way_is_warned_of_in_either_order(one: str, other: str) -> None:
    first = opened_job(street=one, phone="", email="a@alder.test")
    assert alike(other) == [first.number]
    second = opened_job(street=other, phone="", email="a@alder.test")
    assert alike(one) == [second.number, first.number]


def test_a_zip_code_with_four_more_digits_is_the_same_place() -> None:
    with_four = opened_job(street="5302 Zipfour Ln", postal_code="90601-1234", phone="", email="a@alder.test")
    assert alike("5302 Zipfour Ln", "90601") == [with_four.number]
    without = opened_job(street="5303 Zipfour Ln", postal_code="90601", phone="", email="a@alder.test")
    assert alike("5303 Zipfour Ln", "90601-1234") == [without.number]


@pytest.mark.parametrize(
    "street", ["410 Maple St", "4102 Oak St", "4102 Maple St Apt 3", "Maple St", "", "4102", "#", "½"]
)
def test_another_address_is_not_warned_of(street: str) -> None:
    opened_job(street="4102 Maple St Apt 2" if "Apt" in street else "14102 Maple St")
    assert alike(street) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+1 (562) 555-7101", "(562) 555-7101"),
        ("1-562-555-7102", "(562) 555-7102"),
        ("562.555.7103", "+15625557103"),
        ("(562) 555-7104 ext. 12", "562-555-7104"),
        ("5625557109 or 5625557110", "562 555 7110"),
    ],
)
def test_a_telephone_number_typed_in_another_way_is_warned_of_in_either_order(one: str, other: str) -> None:
    first = opened_job(phone=one)
    assert alike(phone=other) == [first.number]
    second = opened_job(phone=other)
    assert alike(phone=one) == [second.number, first.number]


def test_the_beginning_of_a_telephone_number_warns_of_nothing() -> None:
    opened_job(phone="562-555-0142")
    assert alike(phone="562-555") == []
