"""Days, amounts and ZIP codes: read as people type them, and refused with a sentence where they cannot be."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kilowire.floor.days import instant_at
from kilowire.floor.forms.fields import (
    AnyDayField,
    ComingDayField,
    DayField,
    MoneyField,
    OwnDayField,
    ZipField,
)
from kilowire.floor.parsing import instant_in
from tests.days import Ago, on_the_day
from tests.forms_of_ours import NASTY, our_forms

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (DayField, "0026-11-05", "The year 26 cannot be meant"),
        (DayField, "2206-11-05", "The year 2206 cannot be meant"),
        (ComingDayField, "2206-11-05", "The year 2206 cannot be meant"),
        (ComingDayField, "0026-11-05", "The year 26 cannot be meant"),
        (ComingDayField, "9999-12-31", "The year 9999 cannot be meant"),
        (DayField, "2026-02-30", "That is no day"),
        (DayField, "soon", "That is no day"),
        (OwnDayField, Ago(-1), "has not come yet"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(
    field: type[AnyDayField], typed: Any, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        field().clean(str(on_the_day(typed)))


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        (DayField, "1998-03-02", date(1998, 3, 2)),
        (DayField, "03/02/2020", date(2020, 3, 2)),
        (ComingDayField, Ago(-400), Ago(-400)),
        (OwnDayField, Ago(0), Ago(0)),
    ],
)
def test_a_day_that_can_be_is_taken(field: type[AnyDayField], typed: Any, meant: Any) -> None:
    assert field().clean(str(on_the_day(typed))) == on_the_day(meant)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("4,950.00", "4950"),
        ("$4,950", "4950"),
        ("$ 4950.50", "4950.50"),
        (" 4 950 ", "4950"),
        ("4950 USD", "4950"),
        ("US$1,234,567.89", "1234567.89"),
        ("４９５０", "4950"),
        ("279.22", "279.22"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, amount: str) -> None:
    assert MoneyField(max_digits=9).clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["4.950,00", "4,95", "49,50.00", "four", "$", "NaN", "Infinity", "1e99", "-1"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField(max_digits=9, min_value=0).clean(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("90601 ", "90601"),
        ("\t90601\u200b", "90601"),
        ("９０６０１", "90601"),
        ("90601-1234", "90601-1234"),
        ("90601–1234", "90601-1234"),
        ("906011234", "90601-1234"),
        ("90601 1234 ", "90601-1234"),
    ],
)
def test_a_zip_code_is_read_as_people_write_it(typed: str, code: str) -> None:
    assert ZipField().clean(typed) == code


@pytest.mark.parametrize("typed", ["9060", "906012", "9060l", "90601-12", ""])
def test_what_is_no_zip_code_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ZipField().clean(typed)


def test_the_hour_that_spring_leaves_out_is_said_and_the_one_that_autumn_repeats_is_the_first() -> None:
    with pytest.raises(
        ValueError, match=r"forward on March 8, 2026: there is no 2:30 AM. The next time is 3:30 AM"
    ):
        instant_at(date(2026, 3, 8), time(2, 30))
    assert instant_at(date(2026, 3, 8), time(3)).utcoffset() == timedelta(hours=-7)
    assert instant_at(date(2026, 3, 8), time(1, 59)).utcoffset() == timedelta(hours=-8)
    assert instant_at(date(2026, 11, 1), time(1, 30)).utcoffset() == timedelta(hours=-7)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00Z",
        "0001-06-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59-08:00",
        "soon",
        "",
        "2026-02-30T10:00",
    ],
)
def test_a_time_that_cannot_be_is_no_time(text: str) -> None:
    assert instant_in(text) is None


def test_every_day_on_a_form_has_bounds_and_every_zip_code_is_read_in_one_way() -> None:
    fields = [(name, field) for form in our_forms() for name, field in form.base_fields.items()]
    assert [n for n, f in fields if isinstance(f, forms.DateField) and not isinstance(f, AnyDayField)] == []
    assert [n for n, f in fields if n == "postal_code" and not isinstance(f, ZipField)] == []
    assert [n for n, f in fields if n.endswith("_usd") and not isinstance(f, MoneyField)] == []
    assert sum(n.endswith("_usd") for n, _ in fields) > 5


@pytest.mark.parametrize("typed", NASTY)
def test_nothing_typed_into_a_field_breaks_it(typed: str) -> None:
    typed_into = [field for form in our_forms() for field in form.base_fields.values()]
    assert len(typed_into) > 100
    for field in typed_into:
        if not isinstance(field, forms.FileField | forms.ModelChoiceField):
            several = isinstance(field, forms.MultipleChoiceField)
            with suppress(ValidationError):
                field.clean([typed] if several else typed)
