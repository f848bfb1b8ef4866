"""Killed workers, lost brokers, doubled messages: every paper is ready, once, and none is lost."""

from __future__ import annotations

import hashlib
import os
import signal

import pytest
from django.core.files.storage import default_storage
from django.db.models import Max

from jobs.models import Document, DocumentStatus, Job
from jobs.road.paper_kinds import PaperKind
from kilowire.running.supervision import Child
from tests.builders.jobs import accepted_job
from tests.builders.papers import issued_paper
from tests.faults.conftest import Workshop
from tests.faults.waiting import PATIENCE_SECONDS, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.true_clock, pytest.mark.django_db(transaction=True)]

READY = Document.objects.filter(status=DocumentStatus.READY)


def issued_papers(job: Job, count: int) -> list[Document]:
    return [issued_paper(job, PaperKind.FEE_RECORD) for _ in range(count)]


def all_are_ready() -> bool:
    return not Document.objects.exclude(status=DocumentStatus.READY).exists()


def assert_each_is_ready_once(job: Job, count: int) -> None:
    papers = list(Document.objects.of(job))
    assert [paper.status for paper in papers] == [DocumentStatus.READY] * count
    names = {paper.file.name for paper in papers}
    assert {
        f"{job.number}/papers/{name}" for name in default_storage.listdir(f"{job.number}/papers")[1]
    } == names
    assert len(names) == count
    for paper in papers:
        with paper.file.open("rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == paper.sha256


def stopped_while_it_renders(worker: Child) -> bool:
    """Hold the worker still; where it is between two papers just then, let it go on."""
    group = worker.process.pid if worker.process else 0
    os.killpg(group, signal.SIGSTOP)
    if Document.objects.filter(status=DocumentStatus.RENDERING).exists():
        return True
    os.killpg(group, signal.SIGCONT)
    return False


def test_a_worker_killed_in_the_middle_of_twenty_papers_loses_and_doubles_none(workshop: Workshop) -> None:
    job = accepted_job()
    for paper in issued_papers(job, 20):
        workshop.broker.ring("render_document", paper.pk)
    wait_until(lambda: READY.count() >= 5, within=PATIENCE_SECONDS)
    wait_until(lambda: stopped_while_it_renders(workshop.worker), within=PATIENCE_SECONDS)
    workshop.worker.kill()
    workshop.worker.start()
    wait_until(all_are_ready, within=PATIENCE_SECONDS, meanwhile=workshop.sweep_now_and_then)
    assert_each_is_ready_once(job, 20)
    assert Document.objects.aggregate(most=Max("attempts"))["most"] == 2


def test_a_broker_restarted_ten_times_delays_papers_and_loses_none(workshop: Workshop) -> None:
    job = accepted_job()
    for turn in range(10):
        for paper in issued_papers(job, 2):
            workshop.broker.ring("render_document", paper.pk)
        workshop.broker.restart()
        if turn % 3 == 2:
            wait_until(all_are_ready, within=PATIENCE_SECONDS, meanwhile=workshop.tend)
    wait_until(all_are_ready, within=PATIENCE_SECONDS, meanwhile=workshop.tend)
    assert_each_is_ready_once(job, 20)


def test_a_wiped_broker_loses_bells_and_no_paper(workshop: Workshop) -> None:
    job = accepted_job()
    for paper in issued_papers(job, 10):
        workshop.broker.ring("render_document", paper.pk)
    workshop.broker.wipe()
    wait_until(all_are_ready, within=PATIENCE_SECONDS, meanwhile=workshop.tend)
    assert_each_is_ready_once(job, 10)


def test_a_message_that_comes_four_times_makes_one_paper(workshop: Workshop) -> None:
    job = accepted_job()
    papers = issued_papers(job, 10)
    for paper in papers * 4:
        workshop.broker.ring("render_document", paper.pk)
    wait_until(all_are_ready, within=PATIENCE_SECONDS)
    wait_until(workshop.broker.is_silent, within=PATIENCE_SECONDS)
    assert_each_is_ready_once(job, 10)
    assert set(Document.objects.values_list("attempts", flat=True)) == {1}


def test_a_late_message_about_a_ready_paper_changes_nothing(workshop: Workshop) -> None:
    paper = issued_papers(accepted_job(), 1)[0]
    workshop.broker.ring("render_document", paper.pk)
    wait_until(all_are_ready, within=PATIENCE_SECONDS)
    before = Document.objects.values().get()
    workshop.broker.ring("render_document", paper.pk)
    wait_until(workshop.broker.is_silent, within=PATIENCE_SECONDS)
    assert Document.objects.values().get() == before


def test_the_canary_sings_while_papers_wait_their_turn(workshop: Workshop) -> None:
    """Busy is not deaf: a first start with a year of papers, a morning with fifty packages."""
    for paper in issued_papers(accepted_job(), 20):
        workshop.broker.ring("render_document", paper.pk)
    workshop.wait_until_it_works()
    assert not all_are_ready()
