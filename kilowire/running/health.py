"""Health checks: whether a web process answers, and whether everything the site needs works."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.connection import Connection
from kombu.exceptions import KombuError

from jobs.models.canary import Canary
from kilowire.celery import app

OK = "ok"
CANARY_LIVES = timedelta(seconds=90)
LEAST_FREE_BYTES = 500 * 1024 * 1024


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer that the web process is alive."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every check is ok, else 503 with what is wrong; never a secret."""
    words = {"database": database(), "broker": broker(), "disk": disk()}
    for name, check in (("migrations", migrations), ("canary", canary)):
        words[name] = check() if words["database"] == OK else "unknown: the database does not answer"
    return JsonResponse(words, status=200 if set(words.values()) == {OK} else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def broker() -> str:
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        folder = str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
        return OK if os.access(folder, os.W_OK | os.X_OK) else "its folder cannot be written"
    with app.connection_for_write() as connection_to_broker:
        return answers(connection_to_broker)


def answers(broker_connection: Connection) -> str:
    try:
        broker_connection.ensure_connection(max_retries=1, timeout=3)
    except (KombuError, OSError):
        return "does not answer"
    return OK


def disk() -> str:
    for folder in (settings.JACKET_ROOT, settings.VAR_DIR):
        there = next(place for place in (folder, *folder.parents) if place.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            return "a folder cannot be written"
        if shutil.disk_usage(there).free < LEAST_FREE_BYTES:
            return "less than 500 MB free"
    return OK


def migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return OK if not waiting else f"{waiting} not applied"


def canary() -> str:
    """Check that beat sends and the worker stamps the canary: a worker can be alive and take no messages."""
    try:
        stamped_at = Canary.objects.values_list("stamped_at", flat=True).first()
    except DatabaseError:
        return "its table is missing"
    if stamped_at is None:
        return "has not sung yet"
    silent = timezone.now() - stamped_at
    return OK if silent < CANARY_LIVES else f"silent for {silent.total_seconds():.0f} s"
