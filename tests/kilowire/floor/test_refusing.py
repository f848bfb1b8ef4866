"""The shared refusals: when they are raised, what they say in English and in Spanish, on which field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from kilowire.floor.days import day_in_words, spoken_day, spoken_day_and_month
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, needs_words, not_after, not_before

FOURTH, FIFTH = date(2026, 11, 4), date(2026, 11, 5)
SAY_WHY = "Say why in a sentence: the reason stays in the history."


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        (lambda: needs_reason(" \n"), SAY_WHY, "because"),
        (lambda: needs_reason("", "Say what it waits for."), "Say what it waits for.", "because"),
        (lambda: needs_reason("", field="note"), SAY_WHY, "note"),
        (lambda: needs_words(" ", "Write the number.", field="number"), "Write the number.", "number"),
        (
            lambda: not_before(FOURTH, FIFTH, "The permit was issued", field="on"),
            "The permit was issued on November 5, 2026; this cannot be earlier.",
            "on",
        ),
        (
            lambda: not_before(FOURTH, FIFTH, "The permit was issued", "no work before it"),
            "The permit was issued on November 5, 2026; no work before it.",
            None,
        ),
        (
            lambda: not_after(FIFTH, FOURTH, "Work began", field="issued_on"),
            "Work began on November 4, 2026; this cannot be later.",
            "issued_on",
        ),
    ],
)
def test_each_refuses_in_one_sentence(act: Callable[[], None], said: str, field: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        act()
    assert (str(refusal.value), refusal.value.field) == (said, field)


def test_what_is_in_order_passes() -> None:
    needs_reason("The city asked")
    needs_words("E-1", "Write the number.", field="number")
    day_has_come(timezone.localdate())
    for earliest in (None, FOURTH, FIFTH):
        not_before(FIFTH, earliest, "The permit was issued")
    for latest in (None, FOURTH, FIFTH):
        not_after(FOURTH, latest, "Work began")


def test_tomorrow_has_not_come_yet() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        day_has_come(tomorrow, field="paid_on")
    assert str(refusal.value) == f"{spoken_day(tomorrow)} has not come yet: record it on the day."
    assert refusal.value.field == "paid_on"


def test_whoever_comes_second_hears_who_was_first() -> None:
    assert str(already("Olive", "asked for it", FOURTH)) == "Olive already asked for it on November 4, 2026."
    assert str(already(None, "filed the approval")) == "Somebody already filed the approval."
    assert already("Olive", "asked for it", FOURTH, field="kind").field == "kind"


def test_a_refusal_is_said_in_the_language_of_whoever_asks() -> None:
    with override("es"):
        assert str(already(None, "lo anotó", FOURTH)) == "Alguien ya lo anotó el 4 de noviembre de 2026."
        with pytest.raises(Refused, match="Diga el motivo en una frase"):
            needs_reason("")


def test_a_day_that_is_kept_is_english_and_a_day_that_is_read_is_in_its_language() -> None:
    with override("es"):
        said = (spoken_day(FOURTH), spoken_day_and_month(FOURTH), day_in_words(FOURTH))
    assert said == ("November 4, 2026", "November 4", "4 de noviembre de 2026")
    assert day_in_words(FOURTH) == "November 4, 2026"
