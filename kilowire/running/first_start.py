"""A site's database: made in a folder of its own on the first start and moved into place when complete.

A first start that is killed leaves only the folder ``first-start``, which the next start deletes. Later
starts bring the database up to date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kilowire.floor.sealing.sealed import CannotSeal, certificate
from kilowire.running.supervision import Child

DATABASE = "kilowire.sqlite3"
OURS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")


def is_own_database() -> bool:
    """Return whether the database is the embedded one under ``var/``, which can be made aside and moved."""
    return str(connection.settings_dict["NAME"]) == str(settings.VAR_DIR / DATABASE)


def is_first_start() -> bool:
    return is_own_database() and not (settings.VAR_DIR / DATABASE).exists()


def build(*, commands: Iterable[str], environment: Mapping[str, str]) -> None:
    """Run these commands on a new database in ``first-start``; move all to ``var/``, the database last."""
    aside = settings.VAR_DIR / "first-start"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700, parents=True)
    if (settings.VAR_DIR / "keys").exists():  # homeowners' links are derived from them
        shutil.copytree(settings.VAR_DIR / "keys", aside / "keys")
    log = settings.VAR_DIR / "log" / "first-start.log"
    # What the demo data did to itself is no matter of security.
    apart = {"KILOWIRE_VAR": str(aside), "SECURITY_LOG": os.devnull}
    for command in commands:
        with _command(command, {**environment, **apart}, log) as running:
            _wait_for(running)
    with sqlite3.connect(aside / DATABASE) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    _move_into_place(aside)
    _stamp("directory", _directory_files())


def _command(command: str, environment: Mapping[str, str], log: Path) -> Child:
    """Return a management command as a process that ends with this one."""
    argv = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command.split()]
    return Child(command, argv, {**os.environ, **environment}, log)


def _wait_for(child: Child) -> None:
    if child.wait() != 0:
        raise CommandError(f"manage.py {child.name} failed; {child.log} ends with:\n{last_lines(child.log)}")


def _move_into_place(aside: Path) -> None:
    for made in aside.iterdir():
        if made.name.startswith(DATABASE):
            continue
        place = settings.VAR_DIR / made.name
        if place.is_dir():
            shutil.rmtree(place)
        made.replace(place)
    (aside / DATABASE).replace(settings.VAR_DIR / DATABASE)
    shutil.rmtree(aside)


def last_lines(log: Path | None, count: int = 12) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log and log.exists() else []
    return "\n".join(lines[-count:])


def bring_up_to_date() -> None:
    """Apply migrations and load this version's directory; ``CommandError`` for a newer version's database."""
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    newer = sorted(key for key in executor.loader.applied_migrations if key[0] in OURS and key not in known)
    if newer:
        app, name = newer[-1]
        raise CommandError(
            f"The database was made by a newer version of KiloWire (this one does not know {app}.{name}): "
            "start that version, or name another folder in KILOWIRE_VAR."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    if not _is_stamped("directory", _directory_files()):
        call_command("load_directory", verbosity=0)
        _stamp("directory", _directory_files())


def make_certificate(say: Callable[[str], object]) -> None:
    """Make the certificate that seals signed papers where there is none yet; ``say`` why it cannot be."""
    try:
        certificate()
    except CannotSeal as missing:
        say(f"{missing} Until then signed papers wait.")


@contextmanager
def collecting_static_files(log: Path) -> Iterator[None]:
    """Collect static files in a second process meanwhile, if any was added, removed or changed."""
    files = [
        file for folder in settings.STATICFILES_DIRS for file in Path(folder).rglob("*") if file.is_file()
    ]
    seen = f"{settings.STATIC_ROOT} {_digest_of([*files, settings.BASE_DIR / 'requirements.lock'])}"
    if _is_stamped("static", seen):
        yield
        return
    # Half written by a process that was killed, it would be read before anything is collected.
    (Path(settings.STATIC_ROOT) / "staticfiles.json").unlink(missing_ok=True)
    with _command("collectstatic --no-input --clear --verbosity 0", {}, log) as collecting:
        yield
        _wait_for(collecting)
    _stamp("static", seen)


def _directory_files() -> str:
    return _digest_of(file for app in OURS for file in (settings.BASE_DIR / app).rglob("*.csv"))


def _digest_of(files: Iterable[Path]) -> str:
    """Return a digest of sizes and modification times: reading a thousand files would slow the start."""
    digest = hashlib.sha256()
    for file in sorted(files):
        seen = file.stat()
        digest.update(f"{file} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _is_stamped(name: str, digest: str) -> bool:
    stamp = settings.VAR_DIR / "stamps" / name
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest


def _stamp(name: str, digest: str) -> None:
    stamp = settings.VAR_DIR / "stamps" / name
    stamp.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="utf-8")
