"""The error pages of nginx and gunicorn: their files, and gunicorn's worker that answers with them."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from gunicorn.http.errors import InvalidHeader, InvalidResponseHeader, LimitRequestHeaders, LimitRequestLine

from jobs.directory.tasks import write_error_pages
from jobs.homeowner.views import door
from jobs.models import CompanyRecord
from kilowire.floor import error_pages
from kilowire.floor.limits import Limit
from kilowire.running.gunicorn_worker import GunicornWorker
from tests.builders.cast import signed_in
from tests.builders.jobs import company

NGINX = (site_settings.BASE_DIR / "docker" / "nginx.conf").read_text(encoding="utf-8")


@pytest.fixture
def served(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.SERVED_ROOT = tmp_path
    return tmp_path / "errors"


@pytest.mark.parametrize("status", sorted(error_pages.PAGES))
def test_nginx_answers_with_a_page_for_each_status(status: int) -> None:
    shown = re.findall(r"^ +error_page ([\d ]+) (?:=\d+ )?/errors/(\S+)\.\$form;", NGINX, re.MULTILINE)
    named = {int(code) for codes, page in shown for code in codes.split() if page == "$status"}
    named |= {int(page) for _, page in shown if page != "$status"}
    assert status in named
    assert named <= set(error_pages.PAGES)


def test_nginx_sends_the_policy_of_the_pages() -> None:
    assert f'add_header Content-Security-Policy "{error_pages.policy()}" always;' in NGINX


def test_a_new_record_of_the_company_is_on_the_pages_at_once(
    db: None, served: Path, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    company()
    write_error_pages()
    assert 'href="tel:+15625550100"' in (served / "502.html").read_text(encoding="utf-8")
    monkeypatch.setattr(write_error_pages, "apply_async", lambda *_: write_error_pages())
    known = CompanyRecord.objects.values().get() | {"phone": "562-555-0177"}
    known = {name: value for name, value in known.items() if value is not None}
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("owen").post(reverse("admin:jobs_companyrecord_add"), known)
    page = (served / "502.html").read_text(encoding="utf-8")
    assert 'href="tel:+15625550177"' in page
    assert "562-555-0100" not in page


def test_a_record_that_holds_later_is_on_the_pages_from_its_day_on(db: None, served: Path) -> None:
    company()
    later = CompanyRecord.objects.get()
    later.pk, later.phone = None, "562-555-0177"
    later.effective_from = timezone.localdate() + timedelta(days=1)
    later.save(force_insert=True)
    write_error_pages()
    assert "562-555-0100" in (served / "502.html").read_text(encoding="utf-8")
    CompanyRecord.objects.filter(pk=later.pk).update(effective_from=timezone.localdate())
    write_error_pages()
    assert "562-555-0177" in (served / "502.html").read_text(encoding="utf-8")


def broken(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/h/made-up/", 404, "Esta página no existe"),
        ("/h/%00/", 400, "no pudimos leer"),
        ("/h/made-up/?busy", 429, "Demasiadas solicitudes a la vez"),
        ("/h/made-up/?broken", 500, "Algo falló de nuestro lado"),
    ],
)
def test_django_answers_homeowners_in_both_languages_with_our_phone(
    db: None, served: Path, monkeypatch: pytest.MonkeyPatch, address: str, status: int, said: str
) -> None:
    company()
    write_error_pages()
    client = Client(raise_request_exception=False)
    if "busy" in address:
        monkeypatch.setattr(door, "WRONG_TOKENS", Limit(1, 600))
        client.get(address)
    if "broken" in address:
        monkeypatch.setattr(door, "ended_link_of", broken)
    answer = client.get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert said in page
    assert 'href="tel:+15625550100"' in page
    assert answer["Content-Security-Policy"] == error_pages.policy()
    assert ("Retry-After" in answer) is (status == 429)
    ours = client.get(address.replace("/h/", "/nowhere/")).content.decode()
    assert "To the first page" in ours
    assert "Llámenos" not in ours


def test_an_error_needs_no_page_that_was_written_before(db: None, served: Path) -> None:
    answer = Client().get("/h/made-up/")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LimitRequestLine(5000, 4094), 414),
        (LimitRequestHeaders("limit request headers fields size"), 431),
        (InvalidHeader("Hana Ito"), 400),
        (InvalidResponseHeader("Hana Ito"), 500),
        (ValueError("Hana Ito, 418 Alder Court"), 500),
        (SystemExit(1), 500),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, BaseException) else None,
)
def test_gunicorns_worker_answers_with_the_pages_and_logs_nothing_of_the_request(
    db: None, served: Path, caplog: pytest.LogCaptureFixture, error: BaseException, status: int
) -> None:
    write_error_pages()
    worker = GunicornWorker.__new__(GunicornWorker)
    worker.log = logging.getLogger("gunicorn.test")
    ours, visitors = socket.socketpair()
    request = SimpleNamespace(path="/h/a-secret-token/", headers=[("ACCEPT", "text/html")])
    with ours, visitors:
        worker.handle_error(request, ours, None, error)
        ours.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: visitors.recv(4096), b"")).decode()
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert error_pages.PAGES[status].title in answer
    assert not re.search("Hana|Alder|token", "".join(record.getMessage() for record in caplog.records))
