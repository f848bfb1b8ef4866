"""What a site says when it starts, and by which names it may be called."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kilowire.running import first_start
from kilowire.running import site as running
from kilowire.running.site import Site


def site(host: str = "127.0.0.1", port: int = 8000) -> Site:
    return Site(host, port, say=print)


def test_a_missing_pdf_engine_is_one_sentence_and_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PDF_LIBRARIES", ("libc.so.6", "libnowhere.so.1"))
    assert running.missing_pdf_library() == "libnowhere.so.1"


def test_a_pdf_engine_that_is_there_is_not_mentioned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PDF_LIBRARIES", ("libc.so.6",))
    assert running.missing_pdf_library() == ""


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("office.example", "http://office.example:8000"),
    ],
)
def test_a_site_is_shown_where_it_can_be_reached(host: str, address: str) -> None:
    assert site(host).address == address


def test_a_site_open_to_the_office_answers_to_this_machines_names() -> None:
    allowed = site("0.0.0.0").environment["ALLOWED_HOSTS"].split(",")
    assert socket.gethostname() in allowed
    assert "*" not in allowed
    assert "ALLOWED_HOSTS" not in site("127.0.0.1").environment


def test_the_welcome_shows_everybody_of_the_demo_and_one_homeowners_page(
    tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    cast = {
        "sign_ins": [{"role": "owner", "name": "Olive", "email": "olive@example.com", "password": "copper"}],
        "homeowner_links": ["/h/first/", "/h/second/"],
    }
    (tmp_path / "demo.json").write_text(json.dumps(cast), encoding="utf-8")
    welcome = site(port=8123).welcome()
    assert "KiloWire runs at http://127.0.0.1:8123/" in welcome
    assert "olive@example.com" in welcome
    assert "copper" in welcome
    assert "http://127.0.0.1:8123/h/first/" in welcome
    assert "second" not in welcome


def test_the_welcome_of_a_site_without_demo_shows_nobody(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    assert site().welcome() == "KiloWire runs at http://127.0.0.1:8000/ (Ctrl-C ends it)."


def test_what_demo_data_does_stays_out_of_the_security_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    given: dict[str, str] = {}

    @contextmanager
    def command(_: str, environment: dict[str, str], log: Path) -> Iterator[SimpleNamespace]:
        given.update(environment)
        yield SimpleNamespace(wait=lambda: 0)

    monkeypatch.setattr(first_start, "_command", command)
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "first-start.log").touch()
    first_start.build(commands=["seed_demo"], environment={})
    assert given["SECURITY_LOG"] == os.devnull
    assert (tmp_path / "log" / "first-start.log").exists()
