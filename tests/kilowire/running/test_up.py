"""The command up: one site from nothing, in one sentence what stands in its way, and nothing left behind."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import stat
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.kilowire.running.sites import OWNER, UpProcess

pytestmark = [pytest.mark.once, pytest.mark.true_clock]


def asked(var: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(var / "kilowire.sqlite3")) as database:
        return database.execute(question).fetchall()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UpProcess]:
    up = UpProcess(tmp_path_factory.mktemp("site") / "var", "--empty", given=OWNER)
    up.wait_for("KiloWire runs at")
    yield up
    up.stop()
    up.wait_until_nothing_is_left(10)


def with_database_of(site: UpProcess, var: Path) -> Path:
    """A folder with a copy of the running site's database."""
    var.mkdir()
    original, copy = sqlite3.connect(site.var / "kilowire.sqlite3"), sqlite3.connect(var / "kilowire.sqlite3")
    with closing(original), closing(copy):
        original.backup(copy)
    return var


def test_up_starts_a_site_that_is_ready(site: UpProcess) -> None:
    with urllib.request.urlopen(f"{site.address}/readyz") as answer:
        assert set(json.load(answer).values()) == {"ok"}


def test_up_makes_the_first_owner_and_nobody_else(site: UpProcess) -> None:
    assert asked(site.var, "SELECT email, role FROM kilowire_user") == [("olive@example.com", "owner")]
    assert asked(site.var, "SELECT verified FROM account_emailaddress") == [(1,)]
    assert OWNER["KILOWIRE_OWNER_PASSWORD"] not in "".join(site.lines)


def test_up_keeps_what_it_makes_to_its_own_account(site: UpProcess) -> None:
    made = [site.var / name for name in ("kilowire.sqlite3", "keys", "keys/secret_key", "messages", "log")]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in made} == {0}
    assert not (site.var / "first-start").exists()


def test_up_holds_the_site_once_and_no_pdf_engine(site: UpProcess) -> None:
    """All are forks of one process; the worker has one child at rest, and no paper has been made yet."""
    names, loaded = Counter[str](), []
    for pid in site.left_over():
        process = Path("/proc", str(pid))
        names[(process / "comm").read_text(encoding="utf-8").strip()] += 1
        loaded += [pid] if "libpango" in (process / "maps").read_text(encoding="utf-8") else []
    assert names == {"python": 1, "kilowire-web": 4, "kilowire-worker": 2, "kilowire-beat": 1}
    assert loaded == []


def test_up_runs_once_in_a_folder(site: UpProcess) -> None:
    code, said = UpProcess(site.var).wait_for_end()
    assert (code, said) == (1, f"CommandError: KiloWire already runs in {site.var}.\n")


def test_up_refuses_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = UpProcess(tmp_path / "var", "--port", str(port)).wait_for_end()
    assert (code, said) == (
        1,
        f"CommandError: Port {port} of 127.0.0.1 is in use; choose another with --port.\n",
    )


def test_up_refuses_an_address_of_another_machine(tmp_path: Path) -> None:
    code, said = UpProcess(tmp_path / "var", "--host", "host.invalid").wait_for_end()
    assert (code, said) == (1, "CommandError: host.invalid is no address of this machine.\n")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "The first owner is not known: give KILOWIRE_OWNER_NAME"),
        (
            {**OWNER, "KILOWIRE_OWNER_PASSWORD": "short"},
            "The first owner was not made: This password is too short.",
        ),
        (
            {**OWNER, "KILOWIRE_OWNER_EMAIL": "olive"},
            "The first owner was not made: Enter a valid email address.",
        ),
    ],
)
def test_up_without_a_lawful_owner_makes_nothing(tmp_path: Path, given: dict[str, str], says: str) -> None:
    code, said = UpProcess(tmp_path / "var", "--empty", given=given).wait_for_end()
    assert code == 1
    assert says in said
    assert not (tmp_path / "var" / "kilowire.sqlite3").exists()


@pytest.mark.faults
def test_up_ends_without_a_trace_and_comes_back_with_its_data(site: UpProcess, tmp_path: Path) -> None:
    var = with_database_of(site, tmp_path / "var")
    first = UpProcess(var)
    first.wait_for("KiloWire runs at")
    assert first.stop(signal.SIGINT) == 0
    assert first.left_over() == []

    second = UpProcess(var)
    assert second.wait_for("KiloWire runs at") < 15  # under 5 on a machine that does nothing else
    assert asked(var, "SELECT count(*) FROM kilowire_user") == [(1,)]
    second.stop(signal.SIGKILL)
    second.wait_until_nothing_is_left(20)


@pytest.mark.faults
def test_up_killed_in_its_first_start_begins_anew(tmp_path: Path) -> None:
    killed = UpProcess(tmp_path / "var", "--empty", given=OWNER)
    killed.wait_for("First start")
    while not (tmp_path / "var" / "first-start" / "kilowire.sqlite3").exists():
        assert killed.process.poll() is None
    killed.stop(signal.SIGKILL)
    killed.wait_until_nothing_is_left(20)
    assert not (tmp_path / "var" / "kilowire.sqlite3").exists()

    again = UpProcess(tmp_path / "var", "--empty", given=OWNER)
    again.wait_for("KiloWire runs at")
    assert asked(again.var, "SELECT count(*) FROM kilowire_user") == [(1,)]
    again.stop()


def test_up_collects_anew_where_it_was_killed_while_writing_the_list_of_static_files(
    site: UpProcess, tmp_path: Path
) -> None:
    var = with_database_of(site, tmp_path / "var")
    (var / "static").mkdir()
    (var / "static" / "staticfiles.json").write_text('{"paths": {"admin/css/base')
    again = UpProcess(var)
    again.wait_for("KiloWire runs at")
    again.stop()
    assert json.loads((var / "static" / "staticfiles.json").read_text())["paths"]


def test_up_refuses_a_database_of_a_newer_version(site: UpProcess, tmp_path: Path) -> None:
    var = with_database_of(site, tmp_path / "var")
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_later', '2030-01-01')"
    with closing(sqlite3.connect(var / "kilowire.sqlite3")) as database, database:
        database.execute(later)
    code, said = UpProcess(var).wait_for_end()
    assert code == 1
    assert said.startswith("CommandError: The database was made by a newer version of KiloWire")
    assert "jobs.9999_later" in said
    assert said.count("\n") == 1
