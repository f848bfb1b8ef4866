"""Logs carry a request's id and route, and no name, address, number or token."""

from __future__ import annotations

import importlib.util
import io
import json
import logging
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from kilowire.models import User
from kilowire.urls import urlpatterns as real_doors
from kilowire.web import logs
from kilowire.web.libraries_words import MAY_PASS

TOKEN = "kT3n0x9-QmV4bHlTZWNyZXRUb2tlbk9mSGFuYQ"


def homeowners_page(request: HttpRequest, token: str) -> HttpResponse:
    if "break" in request.GET:
        raise ValueError(f"{token} of hana@example.com at 14 Elm Street")
    return HttpResponse("ok")


urlpatterns = [*real_doors, path("log-test/<str:token>/", homeowners_page)]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What would be written to standard error."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(logs.RequestId())
    handler.addFilter(logs.NothingPrivate())
    handler.setFormatter(logs.JsonLine())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def told(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.urls("tests.kilowire.web.test_logs")
def test_a_request_is_logged_by_its_route_and_not_by_its_path(lines: io.StringIO, client: Client) -> None:
    answer = client.get(f"/log-test/{TOKEN}/?name=Hana")
    line = next(line for line in told(lines) if line["logger"] == "kilowire.access")
    assert line["route"] == "log-test/<str:token>/"
    assert (line["method"], line["status"], line["user"]) == ("GET", 200, None)
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert TOKEN not in lines.getvalue()
    assert "Hana" not in lines.getvalue()


@pytest.mark.urls("tests.kilowire.web.test_logs")
def test_an_error_is_logged_by_type_and_place_and_not_by_what_it_says(lines: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(f"/log-test/{TOKEN}/", {"break": "1"}).status_code == 500
    line = next(line for line in told(lines) if "exception" in line)
    assert line["exception"]["type"] == "builtins.ValueError"
    assert any("homeowners_page" in place for place in line["exception"]["at"])
    for private in (TOKEN, "hana@example.com", "Elm Street"):
        assert private not in lines.getvalue()


@pytest.mark.parametrize("path_", [f"/nowhere/{TOKEN}", f"/accounts/password/reset/key/1-{TOKEN}/"])
def test_a_page_that_is_not_there_is_logged_without_its_path(
    lines: io.StringIO, client: Client, db: None, path_: str
) -> None:
    client.get(path_)
    assert told(lines)
    assert TOKEN not in lines.getvalue()


def test_who_was_signed_in_is_logged_as_a_number(lines: io.StringIO, client: Client, db: None) -> None:
    owner = User.objects.create_superuser("olive@example.com", "a long password", name="Olive Owner")
    client.force_login(owner)
    client.get("/")
    line = next(line for line in told(lines) if line["logger"] == "kilowire.access")
    assert line["user"] == owner.pk
    assert "olive" not in lines.getvalue().lower()


def test_a_proxys_request_id_is_kept_and_an_odd_one_is_not(client: Client) -> None:
    given = uuid.uuid4().hex
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
    odd = client.get("/healthz", headers={"X-Request-ID": 'x"} evil {"'}).headers["X-Request-ID"]
    assert logs.REQUEST_ID.fullmatch(odd)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("mail to hana.ortiz@example.com failed", "mail to [e-mail] failed"),
        ("call (626) 555-0143 first", "call [phone] first"),
        ("626-555-0143", "[phone]"),
        (f"GET /h/{TOKEN}/ took long", "GET /h/[token]/ took long"),
        ("redis://user:hunter2@redis:6379/0", "redis://user:[password]@redis:6379/0"),
        ("document 4711 of KW-1042 after 3 attempts", "document 4711 of KW-1042 after 3 attempts"),
        (
            "Task jobs.tasks.render_document[7dfe0af3-00d1-40ca-9b87-7e7f1ca00f5d] received",
            "Task jobs.tasks.render_document[7dfe0af3-00d1-40ca-9b87-7e7f1ca00f5d] received",
        ),
    ],
)
def test_what_is_private_is_taken_out(lines: io.StringIO, said: str, written: str) -> None:
    logging.getLogger("jobs").warning("%s", said)
    assert told(lines)[-1]["message"] == written


def test_a_databases_complaint_keeps_its_constraint_and_loses_its_values(lines: io.StringIO) -> None:
    try:
        raise IntegrityError(
            'duplicate key value violates "user_email_key"\nDETAIL:  (email)=(hana@example.com)'
        )
    except IntegrityError:
        logging.getLogger("jobs").exception("it failed")
    assert told(lines)[-1]["exception"]["says"] == 'duplicate key value violates "user_email_key"'
    assert "hana" not in lines.getvalue()


def test_a_failed_task_is_logged_without_what_it_said(lines: io.StringIO) -> None:
    context = {
        "id": "7dfe",
        "name": "jobs.tasks.sweep",
        "exc": "ValueError('Hana')",
        "description": "raised unexpected",
    }
    logging.getLogger("celery.app.trace").error("%(name)s: %(exc)s", context, extra={"data": context})
    line = told(lines)[-1]
    assert (line["task_name"], line["task_id"], line["message"]) == (
        "jobs.tasks.sweep",
        "7dfe",
        "the task raised unexpected",
    )
    assert "Hana" not in lines.getvalue()


def test_a_route_is_no_path() -> None:
    assert logs.route(RequestFactory().get(f"/h/{TOKEN}/")) == "(no such page)"


def test_a_line_end_in_a_message_ends_no_line(lines: io.StringIO) -> None:
    logging.getLogger("kilowire.web").warning('odd\n{"event": "signed in"}\r\nmore\u2028')
    (line,) = told(lines)
    assert line["message"].startswith("odd\n")
    assert lines.getvalue().count("\n") == 1


def test_every_handler_takes_out_what_is_private() -> None:
    for handler in settings.LOGGING["handlers"].values():
        assert {"request", "private"} <= set(handler["filters"])
    assert settings.LOGGING["root"]["handlers"] == ["out"]


@pytest.mark.parametrize(
    ("says", "written"),
    [
        ("UNIQUE constraint failed: jobs_job.number", "UNIQUE constraint failed: jobs_job.number"),
        ('null value in column "name" violates not-null constraint', None),
        ('invalid input syntax for type integer: "Hana Ito"', "invalid input syntax for type integer"),
        ('value "Hana Ito" is out of range for type integer', 'value "…" is out of range for type integer'),
        ('fts5: syntax error near "Hana Ito"', "fts5"),
    ],
)
def test_a_database_tells_of_its_schema_and_not_of_values(
    lines: io.StringIO, says: str, written: str | None
) -> None:
    try:
        raise IntegrityError(says)
    except IntegrityError:
        logging.getLogger("jobs").exception("it failed")
    assert told(lines)[-1]["exception"]["says"] == (written or says)


@pytest.mark.parametrize("library", ["pypdf._reader", "pikepdf._core", "fontTools.ttLib", "weasyprint"])
def test_of_a_librarys_sentence_only_its_place_is_written(lines: io.StringIO, library: str) -> None:
    logging.getLogger(library).error("invalid object: (Hana Ito, 418 Alder Court)")
    line = told(lines)[-1]
    assert re.fullmatch(r"not written here: web/test_logs\.py:\d+", line["message"])
    assert "Hana" not in lines.getvalue()


def test_a_librarys_sentence_of_the_list_is_written(lines: io.StringIO) -> None:
    logging.getLogger("gunicorn.error").propagate = True
    logging.getLogger("gunicorn.error").info("Booting worker with pid: %s", 4711)
    assert told(lines)[-1]["message"] == "Booting worker with pid: 4711"
    logging.getLogger("gunicorn.error").propagate = False


def test_the_list_has_the_words_that_the_libraries_have() -> None:
    """A sentence that a newer version says otherwise would be written by its place alone."""
    for library, names in {
        "gunicorn": ["gunicorn.error"],
        "celery": MAY_PASS.keys() - {"gunicorn.error"},
    }.items():
        found = importlib.util.find_spec(library)
        assert found is not None
        assert found.origin is not None
        files = [
            *Path(found.origin).parent.rglob("*.py"),
            *(settings.BASE_DIR / "kilowire/running").glob("*.py"),
        ]
        texts = (file.read_text(encoding="utf-8") for file in files)
        source = "".join(re.sub(r"'\s+'|\"\s+\"|\\?\n", "", text) for text in texts)
        said = {words.replace("\n", "") for name in names for words in MAY_PASS[name]}
        assert not {words for words in said if words not in source.replace("\\n", "")}
