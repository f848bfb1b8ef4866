"""The PDF engine: archival, complete, repeatable, and blind to the network and the disk."""

from __future__ import annotations

import base64
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageFile
from pypdf import PdfReader

from kilowire.floor.pdf import Attached, PaperIncomplete, engine_problem, render_pdf
from tests.kilowire import pdf_maker as maker

MADE_AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
PERMIT = maker.written(maker.paper(2))


def page(body: str = "<h1>Close-out</h1><p>Señora Núñez, Nguyễn</p>", *, title="KW-1042 · close-out") -> str:
    return (
        f'<!doctype html><html lang="es"><head><title>{title}</title><meta name="author" content="KiloWire">'
        f'<link rel="stylesheet" href="css/document.css"></head><body>{body}</body></html>'
    )


def jpeg(size=(320, 240)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "orange").save(file, "JPEG")
    return file.getvalue()


def made(body: str | None = None, **options) -> PdfReader:
    html = page() if body is None else page(body)
    return PdfReader(BytesIO(render_pdf(html, made_at=MADE_AT, **options)))


def test_a_paper_says_what_it_is():
    paper = made()
    assert paper.metadata.title == "KW-1042 · close-out"
    assert paper.metadata.author == "KiloWire"
    assert paper.metadata.creation_date == paper.metadata.modification_date == MADE_AT
    assert paper.root_object["/Lang"] == "es"
    assert "Señora Núñez, Nguyễn" in paper.pages[0].extract_text()


def test_a_paper_is_archival_and_readable_aloud():
    paper = made()
    xmp = paper.root_object["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in xmp
    assert paper.root_object["/OutputIntents"]
    assert paper.root_object["/StructTreeRoot"]
    assert paper.root_object["/MarkInfo"]["/Marked"]


def test_every_letter_is_of_the_shipped_typeface_and_travels_with_the_paper():
    body = '<h1>Close-out</h1><p>plain <b>strong</b> Ğ Nguyễn</p><p class="mono">KW-1042</p>'
    fonts = [font.get_object() for font in made(body).pages[0]["/Resources"]["/Font"].values()]
    descendants = [font["/DescendantFonts"][0].get_object() for font in fonts]
    names = {font["/BaseFont"].split("+")[1] for font in fonts}
    assert names == {"Plex", "Plex-Semi-Bold", "Plex-Ext", "Plex-Viet", "Plex-Mono"}
    assert all(
        "/FontFile2" in font["/FontDescriptor"] or "/FontFile3" in font["/FontDescriptor"]
        for font in descendants
    )


def test_the_same_input_gives_the_same_bytes():
    options = {
        "files": {"a.jpg": jpeg()},
        "attachments": [Attached("permit.pdf", PERMIT)],
        "made_at": MADE_AT,
    }
    html = page('<img src="files/a.jpg" alt="The panel">')
    assert render_pdf(html, **options) == render_pdf(html, **options)


def test_pictures_come_from_the_files_of_the_paper():
    paper = made('<img src="files/panel 1.jpg" alt="The panel">', files={"panel%201.jpg": jpeg((64, 48))})
    (image,) = paper.pages[0].images
    assert image.image.size == (64, 48)


def test_a_picture_written_into_the_page_is_drawn():
    written_out = base64.b64encode(jpeg((16, 16))).decode()
    paper = made(f'<img src="data:image/jpeg;base64,{written_out}" alt="A signature">')
    assert len(paper.pages[0].images) == 1


def test_attachments_travel_inside_with_what_they_are():
    paper = made(
        attachments=[Attached("permit.pdf", PERMIT, "The city's permit"), Attached("card.jpg", jpeg())]
    )
    assert paper.attachments["permit.pdf"] == [PERMIT]
    assert paper.attachments["card.jpg"] == [jpeg()]
    permit, card = (reference.get_object() for reference in paper.root_object["/AF"][:2])
    assert (permit["/Desc"], permit["/AFRelationship"]) == ("The city's permit", "/Supplement")
    assert permit["/EF"]["/F"]["/Subtype"] == "/application/pdf"
    assert card["/EF"]["/F"]["/Subtype"] == "/image/jpeg"


@pytest.mark.parametrize(
    "address",
    [
        "files/missing.jpg",
        "https://example.org/pixel.png",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://example.org/x.png",
        "css/../../manage.py",
        "fonts/..%2f..%2fmanage.py",
        "../kilowire/settings.py",
        "css/document.css/../../../manage.py",
    ],
)
def test_nothing_else_is_fetched_and_a_paper_with_a_hole_is_none(address):
    for body in (
        f'<img src="{address}" alt="x">',
        f"<div style=\"background:url('{address}')\">x</div>",
        f'<link rel="stylesheet" href="{address}">',
    ):
        with pytest.raises(PaperIncomplete, match="which it was not given"):
            made(body)


def test_the_worker_outlives_a_paper_with_a_hole():
    with pytest.raises(PaperIncomplete):
        made('<img src="files/gone.jpg" alt="x">')
    assert issubclass(PaperIncomplete, Exception)  # and not the engine's BaseException
    assert len(made().pages) == 1


def test_a_link_is_printed_and_not_followed():
    assert "city" in made('<a href="https://example.org/permits">city</a>').pages[0].extract_text()


def test_the_engine_is_here():
    assert engine_problem() == ""


def run(code: str, *, before: Path) -> str:
    """The answer of a fresh interpreter that looks in ``before`` first."""
    program = (
        f"import sys; sys.path[:0] = [{str(before)!r}, {str(settings.BASE_DIR)!r}]\n"
        "from datetime import UTC, datetime\n"
        "from django.conf import settings; settings.configure(BASE_DIR=sys.path[1])\n"
        f"from kilowire.floor import pdf\n{code}"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.true_clock
def test_a_machine_without_the_engines_libraries_has_papers_wait(tmp_path):
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "raise OSError('cannot load library libpango-1.0-0')"
    )
    code = (
        "print(pdf.engine_problem())\n"
        "try: pdf.render_pdf('', made_at=datetime.now(UTC))\n"
        "except pdf.PdfEngineMissing as missing: print(missing)"
    )
    first, again = run(code, before=tmp_path).splitlines()
    assert first == again
    assert first.startswith(
        "The PDF engine is missing a system library; install the Debian packages libpango"
    )


@pytest.mark.true_clock
def test_the_engine_is_not_loaded_before_the_first_paper(tmp_path):
    assert run("print('weasyprint' in sys.modules)", before=tmp_path) == "False"


def test_the_engine_leaves_photos_that_were_cut_off_to_be_refused() -> None:
    render_pdf("<p>paper</p>", made_at=MADE_AT)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
