"""What the database would refuse, a form says first in a sentence, with what was typed still there."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client

from jobs.installation.services.adapter import order_adapter
from jobs.models import Crew, Vehicle
from tests.architecture.test_doors import DOORS
from tests.builders import assessments, jobs, papers, permits, records, utility_requests
from tests.builders.cast import signed_in, someone
from tests.builders.every_row import rows_behind_doors
from tests.constraints.through_forms import (
    ACCEPTED,
    ADMIN,
    APPLIED,
    AWAITED,
    CLOSED,
    ORDERED,
    RECEIVED,
    SUBMITTED,
    WINDOW,
    Sent,
)
from tests.constraints.without_a_form import AS_ANOTHER_IS_FORCED, SENT_BY_A_TEST, WITHOUT_A_FORM
from tests.days import on_the_day
from tests.journeys.forms_on_page import FormOnPage, read_page

OURS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")
NOT_FOR_PEOPLE = re.compile(
    r"constraint|Integrity|Error\b|Exception|valid JSON|Traceback|\b[a-z]+(_[a-z]+){2,}\b"
)
ADDRESSES = {door.name: door for door in DOORS}


def constraints() -> Iterator[str]:
    """The name of each constraint, and ``table.column`` where one column is unique by itself."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            yield from (each.name for each in model._meta.constraints)
            columns = (each for each in model._meta.local_fields if each.unique and not each.primary_key)
            yield from (f"{model._meta.db_table}.{each.column}" for each in columns)


def test_each_constraint_is_forced_through_its_form_or_named_with_the_reason() -> None:
    forced = [*ACCEPTED, *APPLIED, *AWAITED, *ORDERED, *RECEIVED, *SUBMITTED, *WINDOW, *CLOSED, *ADMIN]
    named = [name for names in WITHOUT_A_FORM.values() for name in names.split()]
    listed = [*forced, *named, *SENT_BY_A_TEST, *AS_ANOTHER_IS_FORCED]
    assert not sorted({name for name in listed if listed.count(name) > 1}), "listed twice"
    assert not sorted(set(constraints()) - set(listed)), "neither forced nor named"
    assert not sorted(set(listed) - set(constraints())), "there is no such constraint"
    assert not sorted(set(AS_ANOTHER_IS_FORCED.values()) - set(forced)), "is not forced itself"


@pytest.mark.parametrize("named", sorted(set(SENT_BY_A_TEST.values())))
def test_a_test_that_is_named_for_a_constraint_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    assert name.startswith("test_")
    assert callable(getattr(module, name, None)), f"{path} has no {name}"


def closed() -> str:
    return str(rows_behind_doors().plain["job_number"])


def taken_on() -> str:
    job = jobs.accepted_job()
    papers.filed_photo(job)
    papers.filed_upload(job, kind="other")
    papers.issued_paper(job)
    return str(job.number)


def received() -> str:
    return str(records.with_adapter(assessments.eligible_job(), title=False).job.number)


def ordered() -> str:
    """The adapter of one job received, the other's on order."""
    records.with_adapter(assessments.eligible_job(jobs.accepted_job(name="Ann Other")), serial="CD-1")
    job = assessments.eligible_job(jobs.accepted_job())
    order_adapter(job=job, model=records.ev_adapter(), ordered_on=jobs.days_ago(20), by=someone("olive"))
    return str(job.number)


WORLDS: dict[str, tuple[Callable[[], str], dict[str, Sent]]] = {
    "taken on": (taken_on, ACCEPTED),
    "permit applied for": (lambda: permits.permit_applied().job.number, APPLIED),
    "final asked for": (lambda: permits.final_asked().permit.job.number, AWAITED),
    "adapter ordered": (ordered, ORDERED),
    "adapter received": (received, RECEIVED),
    "application sent": (lambda: utility_requests.submitted_job().number, SUBMITTED),
    "date given": (lambda: utility_requests.window_given().visit.job.number, WINDOW),
    "closed out": (closed, CLOSED),
}


@pytest.mark.django_db
@pytest.mark.parametrize("world", WORLDS)
def test_a_form_says_in_a_sentence_what_the_database_would_refuse(world: str) -> None:
    build, cases = WORLDS[world]
    number, client = build(), signed_in("owen")
    wrong = []
    for constraint, sent in cases.items():
        with transaction.atomic():
            found = _answer(client, number, sent)
            transaction.set_rollback(True)
        if found:
            wrong.append(f"{constraint} ({sent.act}): {found}")
    assert not wrong, "\n".join(wrong)


def _answer(client: Client, number: str, sent: Sent) -> str:
    """What is wrong with the answer, in words; nothing where the form says what it should."""
    row = sent.row._default_manager.order_by("-pk").values_list("pk", flat=True)[0] if sent.row else None
    known = {"job_number": number, "pk": row, "ordinal": 1, "rule": "utility"}
    address = ADDRESSES[sent.act].address(known)
    typed = {name: each() if callable(each) else each for name, each in on_the_day(sent.typed).items()}
    form = _form(client, address)
    answer = client.post(address, form.filled(typed) if form.names else typed)
    if answer.status_code == 422 and "unlikely_because" in answer.context["form"].errors:  # asked once more
        answer = client.post(address, {**form.filled(typed), "unlikely_because": "It is on the paper"})
    if answer.status_code == 302:  # a button without a page, whose refusal stands on the next one
        said = " ".join(str(each) for each in get_messages(answer.wsgi_request))
    elif answer.status_code == 422:
        errors = answer.context["form"].errors
        said = " ".join(f"{name}: {error}" for name, each in errors.items() for error in each)
    else:
        return f"answered {answer.status_code}"
    if sent.says not in said:
        return f"said {said!r}"
    leaked = NOT_FOR_PEOPLE.search(re.sub(r"\b\w+: ", "", said))
    return f"showed {leaked[0]!r}" if leaked else ""


@pytest.mark.django_db
def test_the_admin_says_in_a_sentence_what_the_database_would_refuse() -> None:
    jobs.accepted_job()
    records.ev_adapter()
    Vehicle.objects.create(key="bolt", name="Bolt", usable_kwh=60)
    Crew.objects.create(name="Crew 1")
    someone("olive")
    client, wrong = signed_in("owen"), []
    for constraint, (page, typed, says) in ADMIN.items():
        answer: Any = client.post(f"/admin/{page}/add/", typed)
        said = str(answer.context["adminform"].form.errors.as_text()) if answer.status_code == 200 else ""
        if says not in said or NOT_FOR_PEOPLE.search(re.sub(r"(?m)^\* \w+$", "", said)):
            wrong.append(f"{constraint}: {answer.status_code} {said!r}")
    assert not wrong, "\n".join(wrong)


def _form(client: Client, address: str) -> FormOnPage:
    """The form at this address; a button without a page has none of its own."""
    page: Any = client.get(address)
    if page.status_code != 200:
        return FormOnPage()
    forms, _ = read_page(page.content.decode())
    return next(
        form for form in forms if form.action in ("", address) and "csrfmiddlewaretoken" in form.names
    )
