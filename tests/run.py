"""The whole suite: on SQLite, on PostgreSQL and Redis with a real worker, in Chromium and in WebKitGTK.

What a tablet hands in under faults (``browser`` and ``faults``) is walked in Chromium on both databases.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from kilowire.running.supervision import end_when_parent_ends
from tests.clock import DAYS, TEST_CLOCK, TRUE, checked_out_commit, drawn_clock
from tests.folders import OwnFolder
from tests.migrated import migrate
from tests.private_services import Services, interrupt, private_services, run

Part = tuple[str, list[str], dict[str, str]]  # its name, pytest's options, what the environment adds
NOTHING_COLLECTED = 5
SPREAD = ["-n", "3", "--dist", "loadscope"]  # on two cores: one of three waits for a lock or a clock
ONE_BY_ONE = ["-n", "2", "--dist", "worksteal"]  # a browser's modules share nothing and are long


def main(arguments: list[str]) -> int:
    """Run one part after the other up to the first that fails; its lines are then the last ones."""
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    end_when_parent_ends(os.getppid())
    try:
        with ExitStack() as stack:
            folder = OwnFolder("kilowire-run-")
            stack.callback(folder.remove)
            services = stack.enter_context(private_services())
            # What an interrupted test leaves goes with it.
            os.environ["TMPDIR"] = str(folder.path)
            return _run(_parts(services), arguments)
    except KeyboardInterrupt:
        return 130


def _parts(services: Services) -> Iterator[Part]:
    """Each part in its turn. SQLite's part alone is told another clock."""
    told = os.environ.get(TEST_CLOCK) or drawn_clock(checked_out_commit())
    yield f"SQLite, {_in_words(told)}", ["-m", "not browser", *SPREAD], {TEST_CLOCK: told}
    on_postgres = {"MIGRATED_TEST_DATABASE": services.postgres.database, **services.environment}
    if code := migrate(services.environment):
        sys.exit(code)
    options = ["-m", "(not browser or faults) and not once", *SPREAD]
    yield "PostgreSQL and Redis", options, {**on_postgres, TEST_CLOCK: TRUE}
    options = ["-m", "browser", "-k", "not Firefox", *ONE_BY_ONE]
    yield "Chromium and WebKitGTK", options, {TEST_CLOCK: TRUE}


def _in_words(told: str) -> str:
    """Which clock the tests are told, why that one, and how to repeat it."""
    why = DAYS.get(told.partition("T")[0])
    return f"at {TEST_CLOCK}={told}{f' ({why})' if why else ''}; set it so to repeat exactly this"


def _run(parts: Iterable[Part], arguments: list[str]) -> int:
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
