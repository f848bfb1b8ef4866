"""The settings as a start sees them: each case is a start of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.kilowire.test_environment import DEPLOYMENT

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

SHOWN = ["DEBUG", "EMBEDDED", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
SHOWN += ["ALLOWED_HOSTS", "TRUSTED_PROXIES", "PUBLIC_SITE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_HTTPONLY"]
SHOW = f"""
import json
from kilowire import settings
shown = {{name: getattr(settings, name) for name in {SHOWN!r}}}
print(json.dumps(shown | {{"database": settings.DATABASES["default"]["ENGINE"]}}))
"""


def start(tmp_path: Path, given: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "KILOWIRE_VAR": str(tmp_path / "var"), **given}
    command = argv or ("-c", SHOW)
    return subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_embedded_site_is_not_a_debugging_one_and_makes_its_own_keys(tmp_path: Path) -> None:
    told = json.loads(start(tmp_path, {}).stdout)
    assert (told["DEBUG"], told["EMBEDDED"], told["SECURE_SSL_REDIRECT"]) == (False, True, False)
    assert told["database"].endswith("sqlite3")
    keys = sorted((tmp_path / "var" / "keys").iterdir())
    assert [key.name for key in keys] == ["mfa_key", "portal_link_key", "secret_key"]
    assert {oct(key.stat().st_mode & 0o777) for key in keys} == {"0o600"}


def test_a_deployment_over_https_keeps_its_cookies_to_it(tmp_path: Path) -> None:
    told = json.loads(start(tmp_path, DEPLOYMENT).stdout)
    assert told["SESSION_COOKIE_SECURE"]
    assert told["SECURE_SSL_REDIRECT"]
    assert told["SECURE_HSTS_SECONDS"] > 0
    assert told["TRUSTED_PROXIES"] == 1
    assert (told["PUBLIC_SITE"], told["ALLOWED_HOSTS"]) == (True, ["jobs.example.com"])
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_HTTPONLY"]) == ("__Host-sessionid", True)
    assert not (tmp_path / "var" / "keys").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"DATABSE_URL": "x"},
            "DATABSE_URL is not a setting of KiloWire; the nearest right one is DATABASE_URL.",
        ),
        (
            {**DEPLOYMENT, "PORTAL_LINK_KEY": DEPLOYMENT["SECRET_KEY"]},
            "PORTAL_LINK_KEY is the same as SECRET_KEY",
        ),
        ({**DEPLOYMENT, "MFA_KEY": DEPLOYMENT["PORTAL_LINK_KEY"]}, "MFA_KEY is the same as another key"),
        ({**DEPLOYMENT, "PUBLIC_URL": "https://example.com/kilowire"}, "PUBLIC_URL is a scheme and a host"),
        ({**DEPLOYMENT, "PUBLIC_URL": "jobs.example.com"}, "PUBLIC_URL begins with"),
        ({**DEPLOYMENT, "ALLOWED_HOSTS": "other.example.com"}, "a public site answers to PUBLIC_URL alone"),
        ({"JACKET_ROOT": str(settings.BASE_DIR / "static" / "papers")}, "is served to everybody"),
        ({"LOG_FORMAT": "jsonl"}, "LOG_FORMAT is 'jsonl'; the nearest right one is json."),
    ],
)
def test_an_odd_value_stops_the_start_in_one_sentence(
    tmp_path: Path, given: dict[str, str], says: str
) -> None:
    refused = start(tmp_path, given, "manage.py", "check")
    assert refused.returncode == 1
    assert says in refused.stderr
    assert refused.stderr.startswith("KiloWire cannot start: ")
    assert refused.stderr.count("\n") == 1


def test_passwords_in_addresses_are_not_repeated(tmp_path: Path) -> None:
    refused = start(
        tmp_path, {**DEPLOYMENT, "DATABASE_URL": "mysql://root:hunter2@db/x"}, "manage.py", "check"
    )
    assert refused.returncode == 1
    assert "hunter2" not in refused.stderr + refused.stdout


def test_a_deployment_passes_djangos_own_check(tmp_path: Path) -> None:
    given = {
        **DEPLOYMENT,
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "SECRET_KEY": "0123456789abcdefghij" * 3,
    }
    checked = start(tmp_path, given, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


def test_sqlite_writers_wait_their_turn() -> None:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        options = settings.DATABASES["default"]["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] == 20
        assert "journal_mode=WAL" in options["init_command"]
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] > 0


def test_celery_keeps_nothing_and_takes_one_thing_at_a_time() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert settings.CELERY_TASK_IGNORE_RESULT
    assert not hasattr(settings, "CELERY_RESULT_BACKEND")


def test_no_script_or_style_stands_in_a_page() -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    for kind, sources in policy.items():
        if isinstance(sources, list):
            assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(sources), kind
