"""The whole suite: on SQLite, on PostgreSQL and Redis with a real worker, and in Chromium."""

from __future__ import annotations

import os
import signal
import sys
import tempfile

from kilowire.running.supervision import end_when_parent_ends
from tests.private_services import interrupt, private_services, run

NOTHING_COLLECTED = 5
SPREAD = ["-n", "3", "--dist", "loadscope"]  # on two cores: one of three waits for a lock or a clock
ONE_BY_ONE = ["-n", "2", "--dist", "worksteal"]  # a browser's modules share nothing and are long


def main(arguments: list[str]) -> int:
    """Run one part after the other up to the first that fails; its lines are then the last ones."""
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    end_when_parent_ends(os.getppid())
    try:
        with (
            tempfile.TemporaryDirectory(prefix="kw-", ignore_cleanup_errors=True) as folder,
            private_services() as services,
        ):
            os.environ["TMPDIR"] = (
                folder  # what an interrupted test leaves goes with it; sockets need a short name
            )
            sqlite = f"{folder}/migrated.sqlite3"
            _migrate({"DATABASE_URL": f"sqlite:///{sqlite}"})
            _migrate(services.environment)
            on_sqlite = {"MIGRATED_TEST_DATABASE": sqlite}
            on_postgres = {"MIGRATED_TEST_DATABASE": services.postgres.database, **services.environment}
            parts = [
                ("SQLite", ["-m", "not browser", *SPREAD], on_sqlite),
                ("PostgreSQL and Redis", ["-m", "not browser and not once", *SPREAD], on_postgres),
                ("Chromium", ["-m", "browser", *ONE_BY_ONE], on_sqlite),
            ]
            return _run(parts, arguments)
    except KeyboardInterrupt:
        return 130


def _migrate(environment: dict[str, str]) -> None:
    """Make a database's tables once; each process of the run begins with a copy of it."""
    of_the_tests = {**environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    if code := run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], of_the_tests):
        sys.exit(code)


def _run(parts: list[tuple[str, list[str], dict[str, str]]], arguments: list[str]) -> int:
    ran = False
    for name, options, environment in parts:
        print(f"\n── {name}", flush=True)
        code = run([sys.executable, "-m", "pytest", *options, *arguments], environment)
        if code not in (0, NOTHING_COLLECTED):
            return code
        ran |= code == 0
    return 0 if ran else NOTHING_COLLECTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
