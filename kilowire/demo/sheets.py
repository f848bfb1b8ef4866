"""PDFs of one page that stand for uploads from others: a permit, a card, a receipt; marked as demo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.files.base import ContentFile

WIDTH, HEIGHT = 612, 792
LEFT, RIGHT = 64, 548
Row = tuple[str, str]


def sheet(
    name: str, *, title: str, issuer: str, rows: Sequence[Row], note: str = "", signed: str = ""
) -> ContentFile[bytes]:
    """Return a filled-in form of one page as a PDF."""
    content = "\n".join(_drawn(title, issuer, rows, note, signed)).encode("cp1252", "replace")
    return ContentFile(_bound(content), name=f"{name}.pdf")


def _drawn(title: str, issuer: str, rows: Sequence[Row], note: str, signed: str) -> Iterable[str]:
    yield "0.93 0.92 0.89 rg 0 700 612 92 re f"
    yield "0.71 0.33 0.04 rg 0 697 612 3 re f"
    yield _text(LEFT, 752, issuer, 11)
    yield _text(LEFT, 722, title, 22, "F2")
    yield "0.93 0.93 0.92 rg BT /F2 120 Tf 0.82 0.57 -0.57 0.82 170 230 Tm (DEMO) Tj ET"
    for number, (label, value) in enumerate(rows):
        y = 650 - number * 40
        yield _text(LEFT, y + 14, label, 9, colour="0.35 0.40 0.45")
        yield _text(LEFT, y - 2, value, 13)
        yield f"0.87 0.85 0.80 RG 0.7 w {LEFT} {y - 10} m {RIGHT} {y - 10} l S"
    if note:
        yield _text(LEFT, 200, note, 10)
    if signed:
        yield "0.12 0.22 0.45 RG 1.6 w"
        yield "70 138 m 96 176 112 108 132 146 c 148 172 160 120 182 144 c 200 160 226 132 258 150 c S"
        yield f"0.3 0.3 0.3 RG 0.7 w {LEFT} 126 m 300 126 l S"
        yield _text(LEFT, 112, signed, 9)
    yield _text(LEFT, 44, "Demonstration data. No such paper exists.", 8, colour="0.35 0.40 0.45")


def _text(x: int, y: int, words: str, size: int, font: str = "F1", colour: str = "0.08 0.13 0.17") -> str:
    return f"{colour} rg BT /{font} {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET"


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _bound(content: bytes) -> bytes:
    """Return the page as a PDF with two of the standard fonts that every reader has."""
    fonts = b"<< /F1 5 0 R /F2 6 0 R >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font %s >> >>"
        % (WIDTH, HEIGHT, fonts),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    )
    written, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(written))
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (written, count, table, end)
