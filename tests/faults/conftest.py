"""A real worker on the test's database with a broker of its own: a folder beside SQLite, else Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    children_at_rest: int
    swept_at: float = 0.0

    @cached_property
    def watch(self) -> Watch:
        return Watch({"worker": self.worker}, say=print)

    def sweep_now_and_then(self) -> None:
        if time.monotonic() - self.swept_at > SWEEP_EVERY_SECONDS:
            self.swept_at = time.monotonic()
            self.broker.ring("sweep")
            self.broker.ring("ring_canary")

    def children(self) -> set[int]:
        """The processes in which the worker works."""
        parent = self.worker.process.pid if self.worker.process else 0
        threads = Path(f"/proc/{parent}/task").glob("*/children")  # each lists those that it started
        return {int(pid) for thread in threads for pid in thread.read_text(encoding="utf-8").split()}

    def has_none_of(self, children: set[int]) -> bool:
        return children.isdisjoint(self.children())

    def tend(self) -> None:
        """As beat and ``up`` do: ring, and start a worker again that is alive and deaf."""
        self.sweep_now_and_then()
        self.watch.restart_what_is_deaf(lives=DEAF_AFTER)

    def tend_what_ended(self) -> None:
        """Ring, and start a worker again that has ended; one that is alive and deaf is left as it is."""
        self.sweep_now_and_then()
        self.watch.start_what_ended()

    def wait_until_it_works(self, meanwhile: Callable[[], None] | None = None) -> None:
        """A new stamp of the canary proves that this worker hears and does."""
        Canary.objects.all().delete()
        self.broker.ring("ring_canary")
        wait_until(Canary.objects.exists, within=60, meanwhile=meanwhile or self._call)

    def _call(self) -> None:
        assert self.worker.is_alive(), first_start.last_lines(self.worker.log)
        self.broker.ring("ring_canary")


@contextmanager
def opened_workshop(environment: dict[str, str], folder: Path, settings: str) -> Iterator[Workshop]:
    """A worker as the site with this broker starts it, that has shown that it works."""
    grows = connection.vendor == "sqlite"
    broker = MessageFolder(folder) if grows else PrivateRedis(folder)
    given = {
        **environment,
        "DJANGO_SETTINGS_MODULE": settings,
        "CELERY_BROKER_URL": broker.url,
        "KILOWIRE_VAR": str(folder),
    }
    child = worker(environment=given, log=folder / "worker.log", grows=grows)
    try:
        child.start()
        shop = Workshop(child, broker, children_at_rest=1 if grows else 2)
        shop.wait_until_it_works()
        yield shop
    finally:
        child.kill()  # a worker that is asked to stop would first finish its papers
        broker.close()


@pytest.fixture
def workshop(
    transactional_db: None, worker_environment: dict[str, str], tmp_path: Path
) -> Iterator[Workshop]:
    with opened_workshop(worker_environment, tmp_path, "tests.faults.worker_settings") as shop:
        yield shop


@pytest.fixture
def recycling_workshop(
    transactional_db: None, worker_environment: dict[str, str], tmp_path: Path
) -> Iterator[Workshop]:
    """Its children end after two tasks each."""
    with opened_workshop(worker_environment, tmp_path, "tests.faults.recycling_settings") as shop:
        yield shop


@pytest.fixture
def sealing_workshop(
    transactional_db: None, worker_environment: dict[str, str], tmp_path: Path
) -> Iterator[Workshop]:
    """Its lease is the product's own."""
    with opened_workshop(worker_environment, tmp_path, "tests.faults.sealing_settings") as shop:
        yield shop
