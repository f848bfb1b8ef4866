"""Start the site as in production, with many jobs, and run the measurements against it.

A measurement is a script ``bench/<name>.py``; it reads the site's address from ``BENCH_ADDRESS``, the
demo's users and links from the file ``BENCH_CAST``, the number of jobs from ``BENCH_JOBS``, the number of
surveys, their seed and what is broken from ``BENCH_SURVEYS``, ``BENCH_SEED`` and ``BENCH_BROKEN``, and the
database from ``DATABASE_URL``. With ``BENCH_JSON`` it prints one JSON object on standard output and nothing
else there. A measurement that starts a site of its own runs before the others. Many jobs are made for the
measurements that depend on their number; the others run on a site with one, whose papers are soon made.
"""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from kilowire.running import supervision
from kilowire.running.supervision import end_when_parent_ends
from tests.private_services import interrupt, private_services

ROOT = Path(__file__).resolve().parent.parent
SITE_OF_THEIR_OWN = {"memory"}
MANY_JOBS = {"pages"}
ONE_JOB = 1
BREAKS = ("answer", "photo", "part")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--surveys", type=int, default=3, help="that `field` fills in")
    parser.add_argument("--json", action="store_true", help="figures of `pages` as JSON")
    parser.add_argument("--seed", type=int, help="of what `field` does to them; any, if none is given")
    parser.add_argument("--broken", choices=BREAKS, default="", help="what `field` has its tablet break")
    parser.add_argument("measurements", nargs="*", help="names; all, if none is given")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupt)
    end_when_parent_ends(os.getppid())
    os.environ["BENCH_JSON"] = "1" if options.json else ""
    os.environ["BENCH_SURVEYS"] = str(options.surveys)
    os.environ["BENCH_SEED"] = "" if options.seed is None else str(options.seed)
    os.environ["BENCH_BROKEN"] = options.broken
    scripts = sorted((ROOT / "bench").glob("[!_]*.py"))
    wanted = [script for script in scripts if not options.measurements or script.stem in options.measurements]
    try:
        print(machine(), file=sys.stderr)
        alone = [script for script in wanted if script.stem in SITE_OF_THEIR_OWN]
        codes = [_run([str(script)], dict(os.environ)) for script in alone]
        if others := [script for script in wanted if script not in alone]:
            with ExitStack() as stack:
                many = any(script.stem in MANY_JOBS for script in others)
                environment = _stand_up(stack, options.jobs if many else ONE_JOB)
                codes += [_run([str(script)], environment) for script in others]
        return max(codes, default=0)
    except KeyboardInterrupt:
        return 130


def _stand_up(stack: ExitStack, jobs: int) -> dict[str, str]:
    """Start a durable private PostgreSQL, a Redis and the site's three processes, and make the jobs."""
    services = stack.enter_context(private_services(careful=True))
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kilowire-bench-")))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        **services.environment,
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "PORTAL_LINK_KEY": secrets.token_urlsafe(48),
        "MFA_KEY": secrets.token_urlsafe(48),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"file://{folder}/mail",
        "DEFAULT_FROM_EMAIL": "KiloWire <office@kilowire.test>",
        "KILOWIRE_VAR": str(folder),
        "BENCH_ADDRESS": f"http://127.0.0.1:{port}",
        "BENCH_CAST": str(folder / "demo.json"),
        "BENCH_JOBS": str(jobs),
        "DJANGO_SETTINGS_MODULE": "bench._settings",
    }
    began = time.perf_counter()
    seed = ["manage.py", "seed_demo", "--jobs", "1"] if jobs == ONE_JOB else ["-m", "bench._world", str(jobs)]
    for command in (
        ["manage.py", "migrate", "--no-input"],
        ["manage.py", "collectstatic", "--no-input"],
        ["manage.py", "load_directory"],
        seed,
    ):
        if code := _run(command, environment, quiet=True):
            sys.exit(code)
    print(f"{jobs} jobs made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    web = supervision.web(
        host="127.0.0.1", port=port, workers=2, environment=environment, log=folder / "web.log"
    )
    stack.enter_context(web)
    stack.enter_context(supervision.worker(environment=environment, log=folder / "worker.log"))
    stack.enter_context(supervision.beat(environment=environment, log=folder / "beat.log"))
    _wait_for_port(port)
    return environment


def _run(command: list[str], environment: dict[str, str], *, quiet: bool = False) -> int:
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, stdout=out, check=False
    ).returncode


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The web did not start.")


def machine() -> str:
    """Describe the machine that the figures were measured on, on one line."""
    words = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in words if line.startswith("model name")), "unknown"
    )
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{model}, {os.cpu_count()} cores, {pages:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
