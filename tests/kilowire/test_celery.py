"""The doorbell is rung after COMMIT, and a broker that is away costs nothing but time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from kombu import Connection

from jobs.models.canary import Canary
from jobs.tasks import ring_canary
from kilowire.celery import CANARY, app


@pytest.fixture
def nowhere() -> Iterator[Connection]:
    soon = {"max_retries": 1, "interval_start": 0}
    with Connection(
        "redis+socket:///nowhere/redis.sock?virtual_host=0", transport_options=soon
    ) as connection:
        yield connection


def ring_and_write(nowhere: Connection) -> None:
    with transaction.atomic():
        ring_canary.apply_async_on_commit(connection=nowhere, retry=False)
        Canary.objects.update_or_create(pk=1)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_fails_nobodys_act(
    nowhere: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    ring_and_write(nowhere)
    assert Canary.objects.exists()
    failed = [record for record in caplog.records if record.name == "django.db.backends.base"]
    assert failed
    assert failed[0].exc_info


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_fails_nobody_either(nowhere: Connection) -> None:
    ring_canary.apply_async_on_commit(connection=nowhere, retry=False)


def test_nothing_is_rung_for_an_act_that_is_undone(
    db: None, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks() as rung:  # type: ignore[operator]
        with suppress(ZeroDivisionError), transaction.atomic():
            ring_canary.delay_on_commit()
            raise ZeroDivisionError
        ring_canary.delay_on_commit()
    assert len(rung) == 1


def test_what_the_clock_rings_is_there() -> None:
    app.loader.import_default_modules()
    assert app.conf.beat_schedule["the canary"]["task"] == CANARY
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks


def test_papers_stand_in_a_line_of_their_own() -> None:
    """A hundred papers at once must not make the canary late, or the code that a homeowner waits for."""
    lines = {name: app.amqp.router.route({}, name)["queue"].name for name in app.tasks if "jobs." in name}
    assert {name for name, line in lines.items() if line == "papers"} == {
        "jobs.tasks.render_document",
        "jobs.tasks.draw_upload",
        "jobs.tasks.bring_in_zip",
        "jobs.tasks.make_signing",
        "jobs.tasks.read_list",
    }
    assert set(app.amqp.queues.consume_from) == {"celery", "papers"}
    assert {queue.routing_key for queue in app.amqp.queues.values()} == {"celery", "papers"}
