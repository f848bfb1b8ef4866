"""Normal forms: what is the same however it is typed, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilowire.floor.normal.addresses import spellings, street_and_unit
from kilowire.floor.normal.names import Piece, compared, name_key, same_name
from kilowire.floor.normal.numbers import number_key, same_number
from kilowire.floor.normal.phones import is_phone, phone_keys, phones_in
from kilowire.floor.normal.text import folded

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grace Núñez", "Grace Nu\u0301n\u0303ez"),
        ("GRACE NUÑEZ", "grace nunez"),
        ("  Grace\u00a0 Lee ", "Grace Lee"),
        ("Gra\u200bce\u200f Le\ufeffe", "Grace Lee"),
        ("O'Brien", "OBrien"),
        ("O’Brien", "O`Brien"),
        ("Oʼbrien", "O′Brien"),
        ("García-López", "García López"),
        ("Garcia\u2011Lopez", "Garcia – Lopez"),
        ("Đặng Văn", "Dang Van"),
        ("Łukasz Żółw", "Lukasz Zolw"),
        ("Søren Ærø", "Soren Aero"),
        ("Groß", "GROSS"),
        ("Ｇｒａｃｅ", "Grace"),
        ("John Q. Public, Jr.", "John Q Public Jr"),
        ("Ivan Иванов", "ivan иванов"),
        ("がく", "か\u3099く"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grace Lee", "Grace Li"),
        ("Lee Grace", "Grace Lee"),
        ("", ""),
        ("राम", "रमा"),
        ("王", "汪"),
        ("がく", "かく"),
    ],
)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Grace Nuñez", "Grace Nunes", ("Grace Nuñe[z]", "Grace Nune[s]")),
        ("Jon O’Brien", "John OBrien", ("Jon O’Brien", "Jo[h]n OBrien")),
        ("Ann-Marie", "ann  marie b", ("Ann-Marie", "ann marie[ b]")),
        ("", "Lee", ("", "[Lee]")),
    ],
)
def test_where_two_names_differ_is_shown_letter_by_letter(
    one: str, other: str, shown: tuple[str, str]
) -> None:
    first, second = compared(one, other)
    assert (marked(first), marked(second)) == shown


def marked(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_are_compared_whatever_is_typed(one: str, other: str) -> None:
    for typed, pieces in zip((one, other), compared(one, other), strict=True):
        assert "".join(piece.text for piece in pieces) == " ".join(typed.split())
    if same_name(one, other):
        assert same_name(other, one)
    assert name_key(name_key(one)) == name_key(one)
    assert folded(folded(one)) == folded(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R 45-120 7", "r451207"),
        ("222–014", "222 014"),
        ("１２３", "123"),
        ("E2026\u200b.17", "e2026/17"),
        ("٣٤", "34"),
    ],
)
def test_a_number_is_the_same_in_every_spelling(one: str, other: str) -> None:
    assert same_number(one, other)


def test_an_empty_number_is_the_same_as_none() -> None:
    assert not same_number("", "")
    assert not same_number("-", " ")
    assert number_key("A-1") == "a1"


@pytest.mark.parametrize(
    ("typed", "keys", "uris"),
    [
        ("+1 (562) 555-7101", ["5625557101"], ["tel:+15625557101"]),
        ("1-562-555-7102", ["5625557102"], ["tel:+15625557102"]),
        ("562.555.7103", ["5625557103"], ["tel:+15625557103"]),
        ("(562) 555-7104 ext. 12", ["5625557104"], ["tel:+15625557104;ext=12"]),
        ("562-555-7104 x12", ["5625557104"], ["tel:+15625557104;ext=12"]),
        ("5625557109 or 5625557110", ["5625557109", "5625557110"], ["tel:+15625557109", "tel:+15625557110"]),
        ("+52 55 1234 5678", ["525512345678"], ["tel:+525512345678"]),
        ("(５６２) 555-7105", ["5625557105"], ["tel:+15625557105"]),
        ("home 562 555 7106, ask for Ann", ["5625557106"], ["tel:+15625557106"]),
        ("555-0142", ["5550142"], []),
        ("", [], []),
        ("none", [], []),
    ],
)
def test_phones_are_read_however_they_are_typed(typed: str, keys: list[str], uris: list[str]) -> None:
    assert phone_keys(typed) == keys
    assert [phone.uri for phone in phones_in(typed)] == uris


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("(562) 555-7104 ext. 12", True),
        ("5625557109 or 5625557110", True),
        ("Ann 562 555 7106", False),
        ("4102 Maple St", False),
        ("222-014-7781", True),
    ],
)
def test_a_text_that_is_nothing_but_phones(typed: str, *, phone: bool) -> None:
    assert is_phone(typed) == phone


@pytest.mark.parametrize(
    ("line", "street", "unit"),
    [
        ("12 Saint Helena Drive #4-B", "12 saint helena dr", "4b"),
        ("4103 North Main Street, Apt. 4", "4103 n main st", "4"),
        ("418 Alder Court", "418 alder ct", ""),
        ("Casa Azul", "casa azul", ""),
        ("", "", ""),
    ],
)
def test_a_street_and_its_unit_stand_apart(line: str, street: str, unit: str) -> None:
    assert street_and_unit(line) == (street, unit)


@given(st.text(max_size=60))
def test_any_line_is_read_as_an_address(line: str) -> None:
    street, unit = street_and_unit(line)
    assert isinstance(street, str)
    assert isinstance(unit, str)


def test_a_word_of_an_address_stands_in_every_spelling() -> None:
    for one, other in [
        ("street", "st"),
        ("n", "north"),
        ("blvd", "boulevard"),
        ("dr", "drive"),
        ("saint", "st"),
    ]:
        assert any(spelled.startswith(other) for spelled in spellings(one))
        assert any(spelled.startswith(one) for spelled in spellings(other))
    assert spellings("maple") == {"maple"}
