"""/healthz says that the web is alive; /readyz says in a word each what work stands on."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from jobs.models.canary import Canary
from jobs.tasks import ring_canary
from kilowire.running import health

THINGS = {"database", "broker", "disk", "migrations", "canary"}


def words(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    return answer.status_code, json.loads(answer.content)


def test_healthz_asks_nobody(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_readyz_is_ready_while_the_canary_sings(client: Client, db: None) -> None:
    ring_canary()
    assert words(client) == (200, dict.fromkeys(THINGS, "ok"))


def test_readyz_without_any_song(client: Client, db: None) -> None:
    Canary.objects.all().delete()
    status, told = words(client)
    assert (status, told["canary"]) == (503, "has not sung yet")


def test_readyz_with_a_deaf_worker(client: Client, db: None) -> None:
    ring_canary()
    Canary.objects.update(stamped_at=timezone.now() - timedelta(seconds=91))
    status, told = words(client)
    assert status == 503
    assert told["canary"].startswith("silent for 91")
    assert {told[name] for name in THINGS - {"canary"}} == {"ok"}


def test_readyz_with_a_migration_not_applied(client: Client, db: None) -> None:
    ring_canary()
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    status, told = words(client)
    assert (status, told["migrations"]) == (503, "1 not applied")


@pytest.mark.parametrize(
    "url", ["redis://127.0.0.1:1/0", "redis+socket:///nowhere/redis.sock?virtual_host=0"]
)
def test_a_broker_that_is_away_is_said_to_be(url: str) -> None:
    with health.app.connection_for_write(url) as nowhere:
        assert health.answers(nowhere) == "does not answer"


def test_readyz_with_a_full_disk(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ring_canary()
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**80)
    status, told = words(client)
    assert (status, told["disk"]) == (503, "less than 500 MB free")


def test_readyz_tells_no_secret(client: Client, db: None) -> None:
    text = client.get("/readyz").content.decode()
    for secret in (settings.SECRET_KEY, settings.CELERY_BROKER_URL, str(settings.VAR_DIR)):
        assert secret not in text


def test_health_takes_no_orders(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


def test_only_the_machines_own_probe_may_ask_by_another_host(client: Client, db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["jobs.example.com"]
    own = {"HTTP_HOST": "127.0.0.1:8000"}
    assert [client.get(path, **own).status_code for path in ("/healthz", "/accounts/login/")] == [200, 400]
