"""The floor every test stands on: a folder for files, a clean language, nothing skipped on CI."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from jobs.models.canary import Canary
from kilowire.celery import CANARY, app
from kilowire.running import first_start, supervision
from kilowire.running.supervision import Child
from tests.builders import remembered
from tests.clock import pytest_configure  # noqa: F401 - hook
from tests.days import on_the_day
from tests.migrated import migrated_sqlite
from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401 - hooks

MIGRATED = "MIGRATED_TEST_DATABASE"  # the database of PostgreSQL that tests.run has migrated
WORKER_START_SECONDS = 30

# How fast examples are made depends on what else the machine does, and is not what these tests are about.
hypothesis.settings.register_profile(
    "kilowire", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("kilowire")


def pytest_sessionstart() -> None:
    """A process that runs a part of the tests ends with the one that shared them out."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        supervision.end_when_parent_ends(os.getppid())
    elif connection.vendor == "sqlite":
        migrated_sqlite()  # before any test is told another clock than the one its command would have


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say the figures that tests counted, whichever process ran them."""
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "figures" and report.when == "call":
                terminalreporter.write_line(said)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs on one database alone is nothing that opens it."""
    for item in items:
        if item.get_closest_marker("once") and item.get_closest_marker("django_db"):
            raise pytest.UsageError(f"{item.nodeid} opens the database and is marked “once”.")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Count the days of a case from the test's own today."""
    if hasattr(pyfuncitem, "callspec"):
        for name in pyfuncitem.callspec.params.keys() & pyfuncitem.funcargs.keys():
            pyfuncitem.funcargs[name] = on_the_day(pyfuncitem.funcargs[name])


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """A copy of the migrated database is taken as it is: it goes with its folder or its server."""
    return django_db_keepdb or MIGRATED in os.environ or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin with a copy of a migrated database."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated_sqlite(), test["NAME"])
    elif MIGRATED in os.environ:
        test["TEMPLATE"] = os.environ[MIGRATED]


@pytest.fixture(autouse=True)
def _nothing_left_over_from_the_last_test() -> Iterator[None]:
    """A homeowner's page switches the language, which the next test does not see."""
    translation.activate(settings.LANGUAGE_CODE)
    remembered.begin()
    yield
    shutil.rmtree(settings.JACKET_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def _rows_that_are_never_removed_may_be_flushed(
    _django_db_helper: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """SQLite's flush deletes row by row, which the guards refuse; the migration signal brings them back."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if connection.vendor == "sqlite" and marker and marker.kwargs.get("transaction"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.fixture
def jacket_root() -> Path:
    """Where uploads and papers are stored while this test runs."""
    root = Path(settings.JACKET_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


@pytest.fixture(scope="session")
def worker_environment(django_db_setup: None) -> dict[str, str]:
    """What a process of its own needs to work on this test's database, broker and folders."""
    database = settings.DATABASES["default"]["NAME"]
    is_sqlite = settings.DATABASE_URL.startswith("sqlite")
    server = "sqlite://" if is_sqlite else settings.DATABASE_URL.rpartition("/")[0]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kilowire.settings",
        "DATABASE_URL": f"{server}/{database}",
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
        "EMAIL_URL": f"file://{settings.VAR_DIR}/mail",
    }


@pytest.fixture
def worker(worker_environment: dict[str, str], transactional_db: None) -> Iterator[Child]:
    """A real Celery worker that has answered; what the test commits, it sees."""
    with supervision.worker(environment=worker_environment, log=settings.VAR_DIR / "worker.log") as child:
        app.send_task(CANARY)
        deadline = time.monotonic() + WORKER_START_SECONDS
        while not Canary.objects.filter(stamped_at__isnull=False).exists():
            assert child.is_alive(), first_start.last_lines(child.log)
            assert time.monotonic() < deadline, first_start.last_lines(child.log)
            time.sleep(0.05)
        yield child
