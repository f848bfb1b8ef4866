"""The whole site behind nginx, once for all tests that ask it, on a database of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.middleware.csrf import CSRF_SESSION_KEY
from django.urls import reverse

from jobs.directory.tasks import write_error_pages
from jobs.homeowner.services import links
from jobs.models import Person
from kilowire.floor.link_tokens import token_of
from kilowire.models import User
from kilowire.running import supervision
from kilowire.running.supervision import Child
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked, company
from tests.conftest import MIGRATED
from tests.folders import OwnFolder
from tests.kilowire.running.proxies import Proxy, wait_for_port
from tests.kilowire.running.sites import free_port

CSRF_TOKEN = "0123456789abcdefghijklmnopqrstuv"


@dataclass
class ProxiedSite:
    """Web processes behind nginx, with a job, its homeowner's page and people signed in."""

    proxy: Proxy
    var: Path
    web: Child
    web_port: int
    environment: dict[str, str]
    job: str
    homeowner_page: str
    cookie: dict[str, str]  # of a browser in which somebody of the cast is signed in


@pytest.fixture(scope="session")
def proxied_site(django_db_blocker: Any) -> Iterator[ProxiedSite]:
    own = OwnFolder("kilowire-proxy-", "/tmp")
    own.path.chmod(0o711)
    var, front, port = own.path / "var", own.path / "front", free_port()
    var.mkdir(mode=0o700)
    front.mkdir()
    try:
        with django_db_blocker.unblock(), _own_database(var / "kilowire.sqlite3"):
            known = _world(front / "served")
        environment = _environment(var, front / "served")
        proxy = Proxy(front, f"127.0.0.1:{port}")
        web = supervision.web(
            host="127.0.0.1", port=port, workers=2, environment=environment, log=var / "web.log"
        )
        with web, proxy:
            wait_for_port(port, web)
            yield ProxiedSite(proxy, var, web, port, environment, *known)
    finally:
        own.remove()


@contextmanager
def _own_database(file: Path) -> Iterator[None]:
    """Work on a copy of the database that the whole run migrated once, or else migrate one."""
    given = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        if MIGRATED in os.environ:
            shutil.copyfile(os.environ[MIGRATED], file)
        else:
            call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = given


def _world(served: Path) -> tuple[str, str, dict[str, str]]:
    """A job on the road, its homeowner's page, and the cookies of those who are signed in."""
    company()
    job = accepted_job()
    booked(job)
    link = links.make_link(person=Person.objects.of(job).first(), by=someone("olive"))
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    settings.SERVED_ROOT, before = served, settings.SERVED_ROOT
    write_error_pages()
    settings.SERVED_ROOT = before
    return (
        job.number,
        reverse("homeowner:status", args=[token]),
        {who: _signed_in(someone(who)) for who in ("owen", "asa")},
    )


def _signed_in(user: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[CSRF_SESSION_KEY] = CSRF_TOKEN
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF_TOKEN}"


def _environment(var: Path, served: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.kilowire.running.proxied_settings",
        "DATABASE_URL": f"sqlite:///{var}/kilowire.sqlite3",
        "CELERY_BROKER_URL": "filesystem://",
        "KILOWIRE_VAR": str(var),
        "KILOWIRE_SERVED": str(served),
        "JACKET_ROOT": str(var / "jacket"),
        "EMAIL_URL": f"file://{var}/mail",
    }
