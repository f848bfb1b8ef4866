"""Children of a worker come and go with the load and with their age; the worker hears after each of it."""

from __future__ import annotations

from functools import partial

import pytest

from tests.builders.jobs import accepted_job
from tests.faults.conftest import Workshop
from tests.faults.test_papers import all_are_ready, assert_each_is_ready_once, issued_papers
from tests.faults.waiting import PATIENCE_SECONDS, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.true_clock, pytest.mark.django_db(transaction=True)]


def test_work_is_done_after_children_were_recycled_and_the_broker_restarted(
    recycling_workshop: Workshop,
) -> None:
    """The canary is stamped each time, and no worker was ever alive and deaf.

    A connection lost in an unlucky moment makes the Redis client end the whole worker; it is started again.
    """
    shop, job = recycling_workshop, accepted_job()
    for turn in range(1, 6):
        before = shop.children()
        for paper in issued_papers(job, 3):
            shop.broker.ring("render_document", paper.pk)
        shop.broker.restart()
        wait_until(all_are_ready, within=PATIENCE_SECONDS, meanwhile=shop.tend_what_ended)
        wait_until(partial(shop.has_none_of, before), within=60, meanwhile=shop.tend_what_ended)
        shop.broker.restart()
        shop.wait_until_it_works(meanwhile=shop.tend_what_ended)
        assert_each_is_ready_once(job, 3 * turn)


def test_a_second_child_comes_under_load_and_goes_at_rest(workshop: Workshop) -> None:
    assert len(workshop.children()) == workshop.children_at_rest
    for paper in issued_papers(accepted_job(), 10):
        workshop.broker.ring("render_document", paper.pk)
    wait_until(lambda: len(workshop.children()) == 2, within=PATIENCE_SECONDS)
    wait_until(all_are_ready, within=PATIENCE_SECONDS)
    wait_until(lambda: len(workshop.children()) == workshop.children_at_rest, within=60)
    workshop.wait_until_it_works()
