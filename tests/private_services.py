"""A PostgreSQL and a Redis of our own: in a new folder, on sockets in it, gone without a trace afterwards.

``python -m tests.private_services`` runs them until Ctrl-C and prints the lines that use them.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psycopg2
import redis

from kilowire.running.supervision import Child, end_when_parent_ends
from tests.folders import OwnFolder

START_SECONDS = 30
STOP_SECONDS = 30
# A throw-away database need not survive a power cut nor grow old. A measured one writes as a real one does.
CARELESS = [
    "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
    "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "autovacuum=off",
]  # fmt: skip


def unprivileged_account() -> str | None:
    """PostgreSQL refuses to run as root; any account without rights will do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs: Debian keeps them off PATH, one folder for each version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))


class PrivatePostgres:
    database = "kilowire"

    def __init__(self, folder: Path, *, careful: bool = False) -> None:
        self.folder, self.account = folder, unprivileged_account()
        command = [
            str(postgres_programs() / "postgres"), "-D", str(folder / "data"), "-k", str(folder),
            "-c", "listen_addresses=", "-c", "max_connections=200", *([] if careful else CARELESS),
        ]  # fmt: skip
        self.child = Child(
            "PostgreSQL",
            command,
            log=folder.with_suffix(".log"),
            stop_signal=signal.SIGINT,  # ends without waiting for clients
            orphan_signal=signal.SIGINT,
            account=self.account,
            folder=folder,
        )

    @property
    def url(self) -> str:
        return f"postgres://kilowire@{quote(str(self.folder), safe='')}/{self.database}"

    def make(self) -> None:
        """Lay out an empty cluster with a database of our name."""
        self.folder.mkdir(mode=0o700)
        if self.account:
            shutil.chown(self.folder, self.account)
        log = self.folder.with_suffix(".log")
        initdb = [str(postgres_programs() / "initdb"), "-D", str(self.folder / "data"), "-U", "kilowire"]
        options = ["--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
        Child("initdb", [*initdb, *options], log=log, account=self.account, folder=self.folder).run()
        self.start()
        connection = self._connected()
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {self.database}")
        connection.close()

    def start(self) -> None:
        self.child.start()
        wait_until(lambda: self._connected().close() is None, psycopg2.OperationalError)

    def stop(self) -> None:
        self.child.stop()

    def _connected(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.folder), user="kilowire", dbname="postgres")


class PrivateRedis:
    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--dir", str(folder), "--databases", "64"]
        command = ["redis-server", *options, "--save", "", "--appendonly", "no"]
        self.child = Child("Redis", command, log=folder.with_suffix(".log"), folder=folder)

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def make(self) -> None:
        self.folder.mkdir(mode=0o700)
        self.start()

    def start(self) -> None:
        self.child.start()
        client = redis.Redis(unix_socket_path=str(self.socket))
        wait_until(client.ping, redis.ConnectionError)
        client.close()

    def stop(self) -> None:
        self.child.stop()

    def restart(self) -> None:
        """What was in it is lost, as in a power cut."""
        self.child.kill()
        self.start()


def wait_until(answers: object, away: type[Exception]) -> None:
    """Ask again until it answers; after half a minute say what it said last."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if answers():  # type: ignore[operator]
                return
        except away:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.02)


@dataclass(frozen=True)
class Services:
    postgres: PrivatePostgres
    redis: PrivateRedis

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.postgres.url, "CELERY_BROKER_URL": self.redis.url}


@contextmanager
def private_services(*, careful: bool = False) -> Iterator[Services]:
    """Both of them, running; afterwards neither they nor their folder are there."""
    open_to_all = (
        "/tmp" if os.geteuid() == 0 else None
    )  # root's own TMPDIR may be closed to PostgreSQL's account
    own = OwnFolder("kilowire-private-", open_to_all)
    folder = own.path
    folder.chmod(0o711)  # the account that PostgreSQL runs under has to pass through
    services = Services(PrivatePostgres(folder / "postgres", careful=careful), PrivateRedis(folder / "redis"))
    try:
        services.postgres.make()
        services.redis.make()
        yield services
    finally:
        services.redis.stop()
        services.postgres.stop()
        own.remove()


def interrupt(*_: object) -> None:
    """Stop, as Ctrl-C does; what is cleared away then is not interrupted again."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command at this terminal to its end, in the environment given, and end it with us."""
    end_with_us = partial(end_when_parent_ends, os.getpid())
    process = subprocess.Popen(command, env={**os.environ, **environment}, preexec_fn=end_with_us)  # noqa: PLW1509
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise


def main() -> None:
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)  # which a shell's background job ignores
    end_when_parent_ends(os.getppid())
    with private_services() as services:
        print("\n".join(f"export {name}='{value}'" for name, value in services.environment.items()))
        print("export DEBUG=1", flush=True)
        print("Ctrl-C ends them.", file=sys.stderr)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("\nStopped.", file=sys.stderr)


if __name__ == "__main__":
    main()
