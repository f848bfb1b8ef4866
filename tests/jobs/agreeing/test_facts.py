"""The facts that must agree are read when a row of the table asks for them, and no sooner."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.agreeing.services import agreeing
from jobs.agreeing.services.facts import hands_over
from jobs.road.stages import Milestone
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def test_an_act_that_no_difference_blocks_reads_none_of_the_facts():
    job = accepted_job()
    with CaptureQueriesContext(connection) as asked:
        agreeing.refuse_while_it_differs(job, Milestone.SURVEYED)
    assert len(asked) == 0


def test_a_job_without_contract_and_adapter_is_compared_with_few_queries():
    job = accepted_job()
    with CaptureQueriesContext(connection) as asked:
        assert agreeing.differences_of(job) == ()
    assert len(asked) <= 4, "contract, adapter in the socket, adapter on file, its warranty"


def test_a_fact_that_the_table_does_not_know_is_not_taken():
    with pytest.raises(ValueError, match="JobFacts has no field"):
        hands_over("weather", lambda job: None)
