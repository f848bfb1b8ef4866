"""The sweeper tells workers of overdue rows: seldom, a bounded number, and what somebody waits for first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from jobs import tasks
from jobs.models import Document, Notice
from jobs.notices.services.notices import write_notice
from jobs.outbox import leases
from jobs.papers.outbox import rendering
from jobs.papers.services import paperwork
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import issued_paper

pytestmark = pytest.mark.django_db

MAIN_KINDS = ("permit_record", "survey_report", "visit_record", "installation_record")


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that the sweeper told workers of."""
    told: list[int] = []

    def ring(args: list[int], **options: Any) -> None:
        told.extend(args)

    monkeypatch.setattr(tasks.render_document, "apply_async", ring)
    monkeypatch.setattr(tasks.send_notice, "apply_async", ring)
    return told


def backlog() -> list[Document]:
    """Papers that wait, each asked for later than the one before it."""
    job, began = accepted_job(), timezone.now() - timedelta(hours=1)
    papers = [issued_paper(job, kind) for kind in MAIN_KINDS]
    for number, paper in enumerate(papers):
        at = began + timedelta(minutes=number)
        Document.objects.filter(pk=paper.pk).update(due_at=at, rung_at=None)
    return papers


def let_pass(seconds: float) -> None:
    for document in Document.objects.exclude(rung_at=None):
        document.rung_at = document.rung_at and document.rung_at - timedelta(seconds=seconds)
        document.due_at -= timedelta(seconds=seconds)
        document.save(update_fields=["rung_at", "due_at"])


def test_an_overdue_paper_is_rung_at_most_once_in_90_seconds(rung: list[int]) -> None:
    papers = backlog()
    for _ in range(3):
        tasks.sweep()
    assert sorted(rung) == sorted(paper.pk for paper in papers)
    let_pass(settings.RING_AGAIN_SECONDS - 5)
    tasks.sweep()
    assert len(rung) == len(papers)
    let_pass(6)
    tasks.sweep()
    assert len(rung) == 2 * len(papers)


def test_what_an_act_has_just_rung_the_sweeper_leaves_alone(rung: list[int]) -> None:
    paper = issued_paper(accepted_job())
    tasks.sweep()
    assert rung == []
    let_pass(settings.RING_AGAIN_SECONDS + 1)
    tasks.sweep()
    assert rung == [paper.pk]


def test_a_paper_that_failed_is_rung_when_it_falls_due_again(rung: list[int]) -> None:
    paper = issued_paper(accepted_job())
    lease = leases.take(Document, paper.pk)
    assert lease is not None
    lease.try_again("The disk was away.")
    tasks.sweep()
    assert rung == []
    Document.objects.filter(pk=paper.pk).update(due_at=timezone.now())
    tasks.sweep()
    assert rung == [paper.pk]


def test_a_sweep_is_bounded_and_takes_what_was_asked_for_last(rung: list[int]) -> None:
    papers = backlog()
    assert leases.to_be_rung(Document, limit=2) == [papers[3].pk, papers[2].pk]
    assert leases.to_be_rung(Document, limit=2) == [papers[1].pk, papers[0].pk]
    assert leases.to_be_rung(Document, limit=2) == []


def test_a_notice_is_rung_no_oftener_than_a_paper(rung: list[int]) -> None:
    person = accepted_job().people.get()
    person.email = "hana@example.org"
    person.save(update_fields=["email"])
    notice = write_notice(person=person, template="status_link")
    tasks.sweep()
    assert rung == []
    Notice.objects.update(rung_at=timezone.now() - timedelta(seconds=settings.RING_AGAIN_SECONDS))
    tasks.sweep()
    tasks.sweep()
    assert rung == [notice.pk]


def test_a_worker_makes_the_paper_first_that_somebody_just_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = backlog()
    Document.objects.filter(pk=papers[0].pk).update(status="failed")
    paperwork.make_again(document=papers[0], by=someone("olive"))
    made: list[int] = []
    monkeypatch.setattr(rendering, "_make", lambda document, lease: made.append(document.pk))
    for paper in papers:  # the messages come in the order of issue
        tasks.render_document(paper.pk)
    assert made == [papers[0].pk, papers[3].pk, papers[2].pk, papers[1].pk]


def test_a_message_too_many_makes_nothing() -> None:
    paper = issued_paper(accepted_job())
    tasks.render_document(paper.pk)
    paper.refresh_from_db()
    tasks.render_document(paper.pk)
    assert Document.objects.get(pk=paper.pk).sha256 == paper.sha256 != ""
