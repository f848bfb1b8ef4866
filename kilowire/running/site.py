"""The whole site on one machine: prepares, starts, watches and stops its processes together."""

from __future__ import annotations

import ctypes
import fcntl
import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import NoReturn

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone

from jobs.directory.tasks import write_error_pages
from kilowire.models import User
from kilowire.running import first_owner, first_start, supervision
from kilowire.running.forked import forked, load_what_is_shared
from kilowire.running.supervision import Child
from kilowire.running.watch import Watch, canary_stamped_since

PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
START_SECONDS = 180
LOG_BYTES = 20 * 1024 * 1024


def refuse_port_in_use(host: str, port: int) -> None:
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as odd:
        raise CommandError(f"{host} is no address of this machine.") from odd
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as odd:
            raise CommandError(
                f"Port {port} is for the system's administrator; choose one from 1024 up."
            ) from odd
        except OSError as odd:
            raise CommandError(f"Port {port} of {host} is in use; choose another with --port.") from odd


class Site:
    """Web, worker and beat, with the folders and the database that they share."""

    def __init__(self, host: str, port: int, *, say: Callable[[str], object]) -> None:
        self.host, self.port, self.say = host, port, say
        self.called = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - compared, not bound
        shown = f"[{self.called}]" if ":" in self.called else self.called
        self.address = f"http://{shown}:{port}"
        self.environment: dict[str, str] = {
            "KILOWIRE_ADDRESS": f"{shown}:{port}",
            "TMPDIR": str(settings.VAR_DIR / "tmp"),
        }
        if self.called != host:
            self.environment["ALLOWED_HOSTS"] = ",".join([os.environ.get("ALLOWED_HOSTS", ""), *_own_names()])

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """Lock the site's folder; ``CommandError`` where another site runs in it."""
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("log", "tmp"):
            (settings.VAR_DIR / name).mkdir(mode=0o700, exist_ok=True)
        with (settings.VAR_DIR / "up.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as odd:
                raise CommandError(f"KiloWire already runs in {settings.VAR_DIR}.") from odd
            yield

    def prepare(self, *, empty: bool) -> None:
        """Bring database, directory and static files up to date, and add the first owner if there is none."""
        if missing := missing_pdf_library():
            self.say(f"The PDF engine lacks {missing}: the site runs, and papers wait until it is installed.")
        with first_start.collecting_static_files(settings.VAR_DIR / "log" / "static.log"):
            if first_start.is_first_start():
                self._build(empty=empty)
            else:
                first_start.bring_up_to_date()
        write_error_pages()
        first_start.make_certificate(self.say)
        if not User.objects.exists():
            first_owner.make(first_owner.ask())

    def _build(self, *, empty: bool) -> None:
        if empty:
            owner = first_owner.ask().as_environment()
            commands = ["migrate --no-input", "load_directory", "add_owner"]
            self.say("First start: making the database.")
        else:
            owner = {}
            commands = ["migrate --no-input", "load_directory", "seed_demo"]
            self.say("First start: making the database and filling in demo data; this takes a minute or two.")
        first_start.build(commands=commands, environment={**self.environment, **owner})

    def run_in_a_new_interpreter(self) -> NoReturn:
        """Replace this process by ``up --prepared``, which reads its settings with this site's address.

        This also frees the memory that preparing took, so that the forks do not inherit it.
        """
        options = ["up", "--host", self.host, "--port", str(self.port), "--prepared"]
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *options]
        os.execve(sys.executable, command, {**os.environ, **self.environment})  # noqa: S606 - our own command

    def run(self) -> None:
        """Start all three, print the address once they answer, and watch them until a stop signal."""
        children = self._children()
        load_what_is_shared(children)
        began = timezone.now()
        try:
            for child in children.values():
                child.start()
            self._wait_until_ready(children, began)
            self.say(self.welcome())
            Watch(children, self.say).forever()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            for child in reversed(children.values()):
                child.ask_to_stop()
            for child in children.values():
                child.stop()

    def _children(self) -> dict[str, Child]:
        log = {name: settings.VAR_DIR / "log" / f"{name}.log" for name in ("web", "worker", "beat")}
        for file in log.values():
            if file.exists() and file.stat().st_size > LOG_BYTES:
                file.replace(file.with_suffix(".log.1"))
        web = supervision.web(host=self.host, port=self.port, workers=settings.WEB_WORKERS, log=log["web"])
        worker = supervision.worker(
            log=log["worker"], grows=settings.CELERY_BROKER_URL.startswith("filesystem:")
        )
        started = (web, worker, supervision.beat(log=log["beat"]))
        return {child.name: forked(child) for child in started}

    def _wait_until_ready(self, children: Mapping[str, Child], began: datetime) -> None:
        deadline = time.monotonic() + START_SECONDS
        while silent := self._not_ready(began):
            ended = next((name for name, child in children.items() if not child.is_alive()), "")
            if ended or time.monotonic() > deadline:
                name, log = ended or silent, children[ended or silent].log
                raise CommandError(
                    f"The {name} did not start; {log} ends with:\n{first_start.last_lines(log)}"
                )
            time.sleep(0.05)

    def _not_ready(self, began: datetime) -> str:
        if not self._web_answers():
            return "web"
        return "" if canary_stamped_since(began) else "worker"

    def _web_answers(self) -> bool:
        connection = http.client.HTTPConnection(self.called, self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def welcome(self) -> str:
        lines = [f"KiloWire runs at {self.address}/ (Ctrl-C ends it)."]
        demo = settings.VAR_DIR / "demo.json"
        if demo.exists():
            cast = json.loads(demo.read_text(encoding="utf-8"))
            lines += ["", "Sign in as"]
            lines += [f"  {who['role']:<8} {who['email']:<28} {who['password']}" for who in cast["sign_ins"]]
            lines += ["", f"A homeowner's page: {self.address}{cast['homeowner_links'][0]}"]
        return "\n".join(lines)


def missing_pdf_library() -> str:
    """Return the first library of the PDF engine that is missing, or an empty text."""
    for name in PDF_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return name
    return ""


def _own_names() -> set[str]:
    """Return the host names and the address at which other machines of the office reach this one."""
    names = {socket.gethostname(), socket.getfqdn()}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which address would be used
        names.add(probe.getsockname()[0])
    return names
