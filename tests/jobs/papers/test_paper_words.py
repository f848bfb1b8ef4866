"""The language of papers: words the catalogue knows, days as it writes them, all else as written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from jobs.models import Document, PersonRole, PhotoSlot
from jobs.papers.outbox import rendering
from jobs.papers.words import labels as paper_labels
from jobs.papers.words import vocabulary as paper_vocabulary
from jobs.papers.words.in_language import in_this_language
from jobs.road.paper_kinds import PAPERS, UPLOAD_LABELS
from jobs.road.stages import ROAD
from tests.builders.jobs import accepted_job
from tests.builders.papers import issued_paper
from tests.builders.whole_road import closed_job

VOCABULARY = {
    *paper_labels.LABELS,
    *paper_vocabulary.TITLES,
    *paper_vocabulary.UPLOADS,
    *paper_vocabulary.PHOTOS,
    *paper_vocabulary.ROAD,
    *paper_vocabulary.VALUES,
}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", ""),
        ("Warranty certificate", "Certificado de garantía"),
        ("16 November 2026", "16 de noviembre de 2026"),
        (
            "Commissioned on 6 August 2026, closed out on 16 November 2026.",
            "Puesto en marcha el 6 de agosto de 2026, trabajo cerrado el 16 de noviembre de 2026.",
        ),
        ("Panel by the gate, seen 3 May 2026", "Panel by the gate, seen 3 May 2026"),
        ("100 % of it", "100 % of it"),
        ("31 Octember 2026", "31 Octember 2026"),
    ],
)
def test_a_frozen_text_is_said_in_spanish_as_far_as_the_catalogue_knows_it(written: str, said: str) -> None:
    with override("es"):
        assert in_this_language(written) == said
    with override("en"):
        assert in_this_language(written) == written


def test_every_title_slot_and_point_of_the_road_is_in_the_vocabulary() -> None:
    named = {paper.title for paper in PAPERS.values()} | set(UPLOAD_LABELS.values()) | set(PhotoSlot.labels)
    assert named - VOCABULARY == set()
    assert {step.label.format(utility="SCE") for step in ROAD} - VOCABULARY == set()


def headings_of(context: dict) -> Iterator[str]:
    for section in context.get("sections", []):
        yield section.get("title", "")
        yield from (label for label, _ in section.get("rows", []))
        yield from section.get("table", {}).get("head", [])


@pytest.mark.django_db
def test_every_heading_that_a_desk_freezes_is_in_the_vocabulary() -> None:
    job = closed_job()
    said = {heading for paper in Document.objects.of(job) for heading in headings_of(paper.context)}
    assert {heading for heading in said - VOCABULARY if not heading.startswith("Visit ")} <= {""}


@pytest.mark.django_db
def test_what_the_owner_keeps_is_in_the_owners_language_and_what_others_read_is_not() -> None:
    job = accepted_job()
    owner = job.people.get(roles__role=PersonRole.OWNER)
    owner.language = "es"
    owner.save(update_fields=["language"])
    certificate, record = issued_paper(job, "warranty_certificate"), issued_paper(job, "permit_record")
    assert (certificate.language, record.language) == ("es", "en")
    rendering.render_document(certificate.pk)
    certificate.refresh_from_db()
    assert certificate.status == "ready"
