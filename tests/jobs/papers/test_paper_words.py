"""The language of papers: words the catalogue knows, days as it writes them, all else as written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils.translation import override

from jobs.models import Document, PersonRole, PhotoSlot
from jobs.papers.in_language import in_this_language
from jobs.papers.outbox import rendering
from jobs.papers.outbox.paper_html import lay_out
from jobs.papers.services.letterhead import letterhead
from jobs.road.paper_kinds import PAPERS, UPLOAD_LABELS
from jobs.road.stages import ROAD
from kilowire.translations import catalogue
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.papers import issued_paper
from tests.builders.whole_road import closed_job

CATALOGUE = catalogue.read(settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po", "es")
KNOWN = {message.id for message in CATALOGUE if isinstance(message.id, str)}


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
        ("Signed on 6 August 2026 for $4,800.00.", "Firmado el 6 de agosto de 2026 por $4,800.00."),
        (
            "Issued: E-2026-17 on 6 August 2026. Issued: P 9 on 7 August 2026.",
            "Emitido: E-2026-17 el 6 de agosto de 2026. Issued: P 9 on 7 August 2026.",
        ),
        ("LADWP set the adapter on 3 May 2026.", "LADWP colocó el adaptador el 3 de mayo de 2026."),
        ("100 A (seen on site, 3 May 2026)", "100 A (visto en el lugar, 3 de mayo de 2026)"),
        ("Single-phase (from the bill, 3 May 2026)", "Monofásico (en la factura, 3 de mayo de 2026)"),
        ("3 May 2026, 8–12", "3 de mayo de 2026, de 8 a. m. a 12 p. m."),
        ("May 3, 2026, 8 AM–12 PM", "3 de mayo de 2026, de 8 a. m. a 12 p. m."),
        ("Signed on August 6, 2026 for $4,800.00.", "Firmado el 6 de agosto de 2026 por $4,800.00."),
        ("100 A (seen on site, May 3, 2026)", "100 A (visto en el lugar, 3 de mayo de 2026)"),
        ("1 in EMT (liquid-tight)", "1 in EMT (hermético a líquidos)"),
        ("31 Octember 2026", "31 Octember 2026"),
    ],
)
def test_a_frozen_text_is_said_in_spanish_as_far_as_the_catalogue_knows_it(written: str, said: str) -> None:
    with override("es"):
        assert in_this_language(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Warranty certificate", "Warranty certificate"),
        ("Panel by the gate, seen 3 May 2026", "Panel by the gate, seen 3 May 2026"),
        ("16 November 2026", "November 16, 2026"),
        ("100 A (seen on site, 3 May 2026)", "100 A (seen on site, May 3, 2026)"),
        ("3 May 2026, 8–12", "May 3, 2026, 8 AM–12 PM"),
        ("May 3, 2026, 8 AM–12 PM", "May 3, 2026, 8 AM–12 PM"),
    ],
)
def test_a_frozen_day_is_written_the_american_way_in_english(written: str, said: str) -> None:
    with override("en"):
        assert in_this_language(written) == said


def test_every_title_slot_and_point_of_the_road_stands_in_the_catalogue() -> None:
    named = {paper.title for paper in PAPERS.values()} | set(UPLOAD_LABELS.values()) | set(PhotoSlot.labels)
    assert named - KNOWN == set()
    assert {step.label for step in ROAD} - KNOWN == set()


@pytest.mark.django_db
@pytest.mark.parametrize("utility", ["SCE", "LADWP"])
def test_the_road_is_said_in_spanish_whatever_the_utility_is_called(utility: str) -> None:
    company()
    frozen = json.dumps(letterhead(accepted_job(), days_ago(1))).replace("SCE", utility)
    package = Document(
        kind="close_out_package",
        language="es",
        issued_on=days_ago(1),
        context={**json.loads(frozen), "parts": [], "enclosed": [], "more_photos": []},
    )
    html = lay_out(package, lambda done, steps: None).html
    for said in ("Primer contacto", f"Fecha de {utility}", f"Visita de {utility}", "Puesta en marcha"):
        assert said in html
    assert f"{utility} visit" not in html


def headings_of(context: dict) -> Iterator[str]:
    for section in context.get("sections", []):
        yield section.get("title", "")
        yield from (label for label, _ in section.get("rows", []))
        yield from section.get("table", {}).get("head", [])


@pytest.mark.django_db
def test_every_heading_that_a_desk_freezes_stands_in_the_catalogue() -> None:
    job = closed_job()
    said = {heading for paper in Document.objects.of(job) for heading in headings_of(paper.context)}
    assert {heading for heading in said - KNOWN if not heading.startswith("Visit ")} <= {""}


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
