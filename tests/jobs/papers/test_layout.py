"""How a paper breaks: no endless word leaves the page, no row is split, no heading stands last on a page."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from kilowire.floor.pdf import render_pdf

pytestmark = pytest.mark.once

MADE_AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
ENDLESS = "W" * 200
RIGHT_EDGE_PT = 612 - 16 / 25.4 * 72  # the margin is 18 mm, and a letter may reach a little into it
UPLOAD = {"title": ENDLESS, "sha256": "ab12" * 16, "filed_on": "2026-11-17", "pages": 2}
COMPANY = {
    "name": "KiloWire Electric",
    "license": "CSLB 1110475, C-10",
    "phone": "562-555-0100",
    "email": "office@kilowire.test",
}
JOB = {
    "number": "KW-1042",
    "kind": "Installation",
    "homeowner": ENDLESS,
    "address": ENDLESS,
    "utility": ENDLESS,
    "meter": ENDLESS,
    "jurisdiction": ENDLESS,
}


def paper(template: str, **context: Any) -> bytes:
    head = {"title": "Installation", "issued_on": "2026-11-17"}
    html = render_to_string(template, {"company": COMPANY, "job": JOB, "paper": head, **context})
    return render_pdf(html, made_at=MADE_AT)


def test_a_word_without_end_stays_on_the_page_wherever_it_stands() -> None:
    section = {
        "title": ENDLESS,
        "rows": [["Serial", ENDLESS], [ENDLESS, "A"]],
        "table": {"head": ["Terminal", "Serial"], "rows": [[ENDLESS, ENDLESS], ["L1", ENDLESS]]},
        "note": ENDLESS,
        "uploads": [UPLOAD],
    }
    part = {"number": 1, "kind": "record", "title": "Part", "issued_on": "2026-11-17", "sections": [section]}
    for made in (
        paper("documents/warranty_certificate.html", summary=ENDLESS, sections=[section]),
        paper("documents/close_out_package.html", summary=ENDLESS, parts=[part]),
    ):
        document = pypdfium2.PdfDocument(made)
        for page in document:
            words = page.get_textpage()
            edges = [words.get_charbox(n)[2] for n in range(words.count_chars())]
            assert max(edges) <= RIGHT_EDGE_PT


def test_words_of_a_usual_length_are_whole_beside_an_endless_one() -> None:
    table = {"head": ["Terminal", "Instrument"], "rows": [["Neutral terminal", ENDLESS]]}
    text = _pages(paper("documents/record.html", sections=[{"title": "Torque", "table": table}]))[-1]
    assert {"Neutral", "terminal", "Terminal", "Instrument"} <= set(text.split())


def _pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def _table(number: int) -> str:
    row = "<tr><td>row {0}.{1}a<br>row {0}.{1}b<br>row {0}.{1}c</td></tr>"
    rows = "".join(row.format(number, place) for place in range(3))
    return f"<table><thead><tr><th>column</th></tr></thead><tbody>{rows}</tbody></table>"


def _facts(number: int) -> str:
    row = "<div><dt>label</dt><dd>row {0}.{1}a<br>row {0}.{1}b<br>row {0}.{1}c</dd></div>"
    return f'<dl class="facts">{"".join(row.format(number, place) for place in range(3))}</dl>'


def _part(number: int) -> str:
    head = '<h1>heading</h1><p class="soft">heading</p><p class="lead">heading</p>'
    return f'<article class="part">{head}<section><h2>heading</h2>{_table(number)}</section></article>'


@pytest.mark.parametrize(
    "block",
    [
        lambda number: f"<section><h2>heading</h2>{_table(number)}</section>",
        lambda number: f"<section><h2>heading</h2>{_facts(number)}</section>",
        _part,
    ],
    ids=["table", "facts", "part of a package"],
)
def test_no_row_is_split_and_no_heading_stands_last(block: Any) -> None:
    """Each block begins on a page of its own, after so many lines that it reaches the page's end."""
    filler = '<p style="margin:0">filler</p>'
    body = "".join(
        f'<div class="new-page">{filler * number}{block(number)}</div>' for number in range(28, 46)
    )
    link = '<link rel="stylesheet" href="css/document.css">'
    pages = _pages(
        render_pdf(f"<html><head>{link}</head><body><main>{body}</main></body></html>", made_at=MADE_AT)
    )
    assert len(pages) > 20
    for text in pages:
        lines = [line.strip() for line in text.splitlines() if not re.fullmatch(r"\s*|\d+ / \d+", line)]
        assert lines[-1] not in {"heading", "column"}
        pieces = re.findall(r"row (\d+\.\d)[abc]", text)
        assert {pieces.count(row) for row in pieces} <= {3}
