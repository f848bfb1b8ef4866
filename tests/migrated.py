"""A migrated SQLite database, made anew when the migrations change; test processes begin with a copy."""

from __future__ import annotations

import fcntl
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.private_services import run

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"


def migrated_sqlite() -> Path:
    """Return the database's file. Where the migrations have changed since, it is made first: ten seconds."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = FOLDER / f"{_state_of_the_migrations()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # processes of one run start together
        if not wanted.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            _make(wanted)
    return wanted


def migrate(environment: Mapping[str, str]) -> int:
    """Make the tables of the database that this environment names; return the exit code."""
    of_the_tests = {"DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    return run([sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"], of_the_tests)


def _make(wanted: Path) -> None:
    half_made = wanted.with_suffix(".half-made")
    half_made.unlink(missing_ok=True)
    if code := migrate({"DATABASE_URL": f"sqlite:///{half_made}"}):
        sys.exit(code)
    half_made.replace(wanted)


def _state_of_the_migrations() -> str:
    digest = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for migration in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(migration.name.encode() + migration.read_bytes())
    return digest.hexdigest()[:16]
