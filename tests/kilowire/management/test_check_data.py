"""``check_data``: clean on what the services write; a row that breaks a rule is named by table and key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from jobs.holds.services import holds
from jobs.models import (
    Booking,
    Document,
    Event,
    EventKind,
    Job,
    JobNumberCounter,
    OpenItem,
    Person,
    Reference,
    RoleOnJob,
    SearchWord,
    UtilityAccount,
)
from jobs.row_rules import FILES
from kilowire.floor.row_rules import row_rules
from permits.models import Permit
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked
from tests.builders.papers import filed_upload
from tests.builders.whole_road import closed_job
from utility_requests.models import UtilityRequest

autodiscover_modules("row_rules")


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A closed job, one with a booked survey, and one that is being unwound, built once."""
    with django_db_blocker.unblock(), transaction.atomic():
        closed_job()
        booked(accepted_job())
        off = booked(accepted_job(), days=3).job
        holds.cancel_job(job=off, because="price", note="Too much for them", by=someone("olive"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(built: None, django_db_blocker: Any) -> Iterator[None]:
    """The rows; what a test breaks is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def found_by(*rules: str) -> list[dict[str, str]]:
    """What the command prints about these rules, all where none is named."""
    out, code = StringIO(), 0
    try:
        call_command("check_data", json=True, rule=list(rules), stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert code == (1 if found else 0)
    return found


def changed(model: type[models.Model], **values: Any) -> models.Model:
    """Change the newest row of a table behind the services' back, and return it."""
    row = model._base_manager.order_by("-pk")[0]
    model._base_manager.filter(pk=row.pk).update(**values)
    return row


def wrong_stage() -> models.Model:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE jobs_job DROP CONSTRAINT stage_is_what_the_stamps_say")
        job = changed(Job, stage="warranty")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    return job


def undone_in_the_history_alone() -> models.Model:
    job = Job.objects.get(stage="warranty")
    Event.objects.create(
        job=job, on=job.opened_on, kind=EventKind.UNDONE, milestone="surveyed", sentence="Undone"
    )
    return job


def deleted(row: Any) -> models.Model:
    """Delete a word, number or role of a job, and return the job."""
    row.delete()
    return Job.objects.get(pk=row.job_id)


def without_number(row: Any, value: str) -> models.Model:
    """Take away the references with this number of the row, and return the row."""
    Reference.objects.filter(job=row.job, value=value).delete()
    return row  # type: ignore[no-any-return]


def shorter_booking() -> models.Model:
    booking = Booking.objects.filter(released_at=None).latest("pk")
    Booking.objects.filter(pk=booking.pk).update(ends_at=booking.ends_at - timedelta(minutes=5))
    return booking


def superseded_in_force() -> models.Model:
    first = Document.objects.of_kind("permit_record").earliest("pk")
    Document.objects.filter(pk=first.pk).update(superseded_on=None, withdrawn_on=None)
    other = Document.objects.of_kind("survey_report").in_force().latest("pk")
    Document.objects.filter(pk=other.pk).update(supersedes=first)
    return first


def counter_behind() -> models.Model:
    JobNumberCounter.objects.update(next_number=1001)
    return JobNumberCounter.objects.get()


BROKEN: dict[str, Callable[[], models.Model]] = {
    "keys_lead_to_rows": lambda: changed(OpenItem, opened_by=987_654),
    "normal_forms_are_those_of_their_numbers": lambda: changed(Reference, normal="elsewhere"),
    "workers_do_what_is_due": lambda: changed(
        Document, status="waiting", due_at=timezone.now() - timedelta(days=2)
    ),
    "stages_follow_from_milestones": wrong_stage,
    "milestones_are_in_the_history": undone_in_the_history_alone,
    "items_end_after_they_began": lambda: changed(
        OpenItem, since_on="2026-02-02", ended_on="2026-02-01", ended_note="Done"
    ),
    "cancelled_jobs_are_settled_once_unwound": lambda: changed(Job, settled_on=timezone.localdate()),
    "differences_are_open_items": lambda: changed(OpenItem, key="jobs.agree:nothing").job,  # type: ignore[attr-defined]
    "jobs_go_by_their_homeowner": lambda: changed(Job, homeowner_name="Somebody Else"),
    "search_words_are_complete": lambda: deleted(SearchWord.objects.latest("pk")),
    "numbers_are_references": lambda: without_number(
        the := UtilityAccount.objects.exclude(meter_number="").latest("pk"), the.meter_number
    ),
    "next_number_is_beyond_the_others": counter_behind,
    "bookings_have_the_times_of_their_appointments": shorter_booking,
    "text_numbers_are_those_of_phones": lambda: changed(Person, phone="(213) 555-0199"),
    "superseded_papers_are_not_in_force": superseded_in_force,
    "what_hangs_together_is_of_one_job": lambda: changed(
        RoleOnJob, role="helper", person=Person.objects.order_by("pk")[0]
    ),
    "permit_numbers_are_references": lambda: without_number(
        the := Permit.objects.exclude(number="").latest("pk"), the.number
    ),
    "request_numbers_are_references": lambda: without_number(
        the := UtilityRequest.objects.exclude(number="").latest("pk"), the.number
    ),
}
"""By rule: what breaks it once, and returns the row that is to be found."""
FILE_RULE = "files_are_as_filed"


def test_what_the_services_write_breaks_no_rule(world: None) -> None:
    assert not found_by(*(rule.name for rule in row_rules() if rule.name != FILE_RULE))


def test_every_rule_is_broken_once() -> None:
    assert {rule.name for rule in row_rules()} == {*BROKEN, FILE_RULE}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_row_that_breaks_a_rule_is_named(world: None, rule: str) -> None:
    row = BROKEN[rule]()
    found = {(each["table"], each["key"], each["rule"]) for each in found_by(rule)}
    assert found == {(row._meta.db_table, str(row.pk), rule)}


@pytest.mark.django_db
def test_a_file_that_is_gone_or_another_is_named(jacket_root: Path) -> None:
    gone, other = (filed_upload(job, pages=1) for job in (accepted_job(), accepted_job()))
    assert not found_by(FILE_RULE)
    (jacket_root / gone.file.name).unlink()
    (jacket_root / other.file.name).write_bytes(b"something else")
    assert [each["key"] for each in found_by(FILE_RULE)] == [str(gone.pk), str(other.pk)]


def test_every_column_with_a_file_is_compared() -> None:
    of_ours = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    }
    assert of_ours == {(each.model, each.file) for each in FILES}


def test_it_says_in_words_what_it_found_and_that_nothing_was(world: None) -> None:
    out = StringIO()
    call_command("check_data", rule=["items_end_after_they_began"], stdout=out)
    assert out.getvalue() == "1 rule holds for every row.\n"
    item = BROKEN["items_end_after_they_began"]()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_data", rule=["items_end_after_they_began"], stdout=out)
    assert f"jobs_openitem {item.pk}: not true: An open item ends no earlier" in out.getvalue()
    with pytest.raises(CommandError, match="no rule"):
        call_command("check_data", rule=["all_is_well"])
