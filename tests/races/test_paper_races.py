"""Forty workers woken for one row, forty people at one button: one paper, one message, nothing doubled."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.utils import timezone

from jobs.models import Document, Notice, Person
from jobs.notices.outbox import sending as notices_outbox
from jobs.notices.services.notices import write_notice
from jobs.outbox.leases import take
from jobs.papers.outbox import rendering
from jobs.papers.services import paperwork
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import issued_paper
from tests.races.harness import AT_ONCE, at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def test_forty_workers_claim_one_paper_once() -> None:
    paper = issued_paper(accepted_job())
    outcome = at_once(lambda _: take(Document, paper.pk))
    assert sum(held is not None for held in outcome.done) == 1


def test_forty_bells_for_one_paper_make_one_file() -> None:
    paper = issued_paper(accepted_job())
    at_once(lambda _: rendering.render_document(paper.pk))
    paper.refresh_from_db()
    assert (paper.status, paper.attempts) == ("ready", 1)
    assert len(default_storage.listdir(f"{paper.job.number}/papers")[1]) == 1


def test_forty_bells_for_one_message_send_one() -> None:
    person = accepted_job().people.get()
    paper = issued_paper(person.job)
    rendering.render_document(paper.pk)
    notice = write_notice(person=person, template="paper_ready", document=paper)
    Person.objects.update(quiet_from=0, quiet_until=0)
    Notice.objects.update(due_at=timezone.now())
    at_once(lambda _: notices_outbox.send_notice(notice.pk))
    assert len(mail.outbox) == 1
    assert Notice.objects.get().status == "sent"


def test_forty_issues_at_once_leave_one_paper_in_force() -> None:
    job, olive = accepted_job(), someone("olive")
    context = issued_paper(job).context

    def issue(_: int) -> Document:
        return paperwork.issue_document(job=job, kind="permit_record", context=context, by=olive)

    outcome = at_once(issue)
    assert len(outcome.done) == AT_ONCE
    papers = Document.objects.of(job)
    assert papers.in_force().count() == 1
    assert papers.exclude(supersedes=None).count() == AT_ONCE


def test_forty_presses_make_a_failed_paper_again_once() -> None:
    paper, olive = issued_paper(accepted_job()), someone("olive")
    Document.objects.filter(pk=paper.pk).update(status="failed", attempts=5, error="It fell over.")
    outcome = at_once(lambda _: paperwork.make_again(document=paper, by=olive))
    assert len(outcome.done) == 1
    assert set(outcome.refused) == {"This paper is waiting; only one that failed is made again."}
