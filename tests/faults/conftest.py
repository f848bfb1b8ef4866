"""A real worker on the test's database with a broker of its own: a folder beside SQLite, else Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import pytest
from django.db import connection

from jobs.models import Canary
from kilowire.running import first_start
from kilowire.running.supervision import Child, worker
from kilowire.running.watch import Watch
from tests.faults.brokers import Broker, MessageFolder, PrivateRedis
from tests.faults.waiting import wait_until

SWEEP_EVERY_SECONDS = 1.0
DEAF_AFTER = timedelta(seconds=30)  # the product's 90 would be half of what a test waits


@dataclass
class Workshop:
    """A worker, a broker, and a clock that rings sweeper and canary as beat does, only more often."""

    worker: Child
    broker: Broker
    swept_at: float = 0.0

    @cached_property
    def watch(self) -> Watch:
        return Watch({"worker": self.worker}, say=print)

    def sweep_now_and_then(self) -> None:
        if time.monotonic() - self.swept_at > SWEEP_EVERY_SECONDS:
            self.swept_at = time.monotonic()
            self.broker.ring("sweep")
            self.broker.ring("ring_canary")

    def tend(self) -> None:
        """As beat and ``up`` do: ring, and start a worker again that is alive and deaf."""
        self.sweep_now_and_then()
        self.watch.restart_what_is_deaf(lives=DEAF_AFTER)

    def wait_until_it_works(self) -> None:
        """A canary that sings proves that this worker hears and does."""
        Canary.objects.all().delete()
        self.broker.ring("ring_canary")
        wait_until(Canary.objects.exists, within=60, meanwhile=self._call)

    def _call(self) -> None:
        assert self.worker.is_alive(), first_start.last_lines(self.worker.log)
        self.broker.ring("ring_canary")


@pytest.fixture
def workshop(
    transactional_db: None, worker_environment: dict[str, str], tmp_path: Path
) -> Iterator[Workshop]:
    broker = MessageFolder(tmp_path) if connection.vendor == "sqlite" else PrivateRedis(tmp_path)
    environment = {
        **worker_environment,
        "DJANGO_SETTINGS_MODULE": "tests.faults.worker_settings",
        "CELERY_BROKER_URL": broker.url,
        "KILOWIRE_VAR": str(tmp_path),
    }
    child = worker(environment=environment, log=tmp_path / "worker.log")
    try:
        with child:
            shop = Workshop(child, broker)
            shop.wait_until_it_works()
            yield shop
    finally:
        child.kill()
        broker.close()
