"""What the database refuses becomes one sentence; which constraint it was stands in the log alone."""

from __future__ import annotations

import logging

import pytest
from django.db import transaction

from jobs.models import Crew, OpenItem
from kilowire.floor.constraints import CONTRADICTS, TOO_LARGE, database_refusals
from kilowire.floor.refusals import Refused
from tests.builders.jobs import accepted_job, days_ago

pytestmark = pytest.mark.django_db


def test_a_constraint_with_a_sentence_says_it_at_its_field() -> None:
    Crew.objects.create(name="Crew 1")
    with pytest.raises(Refused) as refusal, database_refusals(), transaction.atomic():
        Crew.objects.create(name="Crew 1")
    assert (str(refusal.value), refusal.value.field) == ("A crew of this name exists already.", "name")


def test_any_other_constraint_is_said_in_general_words_and_logged_by_its_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = accepted_job()
    with (
        caplog.at_level(logging.ERROR, "kilowire.floor.constraints"),
        pytest.raises(Refused) as refusal,
        database_refusals(),
        transaction.atomic(),
    ):
        OpenItem.objects.create(job=job, party="nobody", what="Consent", since_on=days_ago(1))
    assert (str(refusal.value), refusal.value.field) == (CONTRADICTS, None)
    assert "open_item_is_on_a_known_party" in caplog.text


def test_two_open_items_of_one_key_are_told_apart_on_both_databases(caplog: pytest.LogCaptureFixture) -> None:
    row = {"job": accepted_job(), "party": "office", "what": "Call", "since_on": days_ago(1), "key": "a.b"}
    OpenItem.objects.create(**row)
    with (
        caplog.at_level(logging.ERROR, "kilowire.floor.constraints"),
        pytest.raises(Refused, match="This contradicts what is on file"),
        database_refusals(),
        transaction.atomic(),
    ):
        OpenItem.objects.create(**row)
    assert "one_open_item_per_key" in caplog.text


def test_a_value_beyond_its_column_is_said_to_be_so() -> None:
    with pytest.raises(Refused) as refusal, database_refusals():
        raise OverflowError("Python int too large to convert to SQLite INTEGER")
    assert str(refusal.value) == TOO_LARGE
