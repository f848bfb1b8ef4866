"""Every kind of paper is made: each issued by the act that issues it, and drawn by its own template."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from jobs.agreement.services import change_orders
from jobs.installation.services import installations
from jobs.models import Document, Job
from jobs.papers.in_language import in_this_language
from jobs.papers.outbox import rendering
from jobs.road.paper_kinds import PAPERS, PaperKind
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.whole_road import closed_job, closed_removal
from tests.jobs.papers.test_rendering import text_of

pytestmark = pytest.mark.django_db


def _papers_of(job: Job) -> list[Document]:
    return list(Document.objects.of(job).in_force().order_by("id"))


def test_every_kind_of_paper_is_issued_by_its_service_and_drawn() -> None:
    removal = closed_removal()
    installations.record_made_safe(
        job=removal,
        done_on=days_ago(1),
        done_by=someone("asa"),
        what="Breaker off and locked, conductors capped",
        dead_and_locked_on=days_ago(1),
        by=someone("olive"),
    )
    change_orders.write_change_order(
        agreement=removal.agreement,
        price_usd=Decimal(900),
        scope="The old conduit goes too.",
        because="Asked for on site",
        by=someone("olive"),
    )
    papers = {paper.kind: paper for paper in (*_papers_of(removal), *_papers_of(closed_job()))}
    assert set(papers) == {kind.value for kind in PaperKind}
    for kind, paper in papers.items():
        rendering.render_document(paper.pk)
        paper.refresh_from_db()
        assert (paper.status, paper.error) == ("ready", ""), kind
        with override(paper.language):
            assert in_this_language(PAPERS[kind].title) in text_of(paper)
