"""PDFs that a city, a scanner or a stranger might send, made in code."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

LETTER = (612, 792)
RUNS = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
)
STARTS_A_PROGRAM = DictionaryObject(
    {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
)
SENDS_ITSELF = DictionaryObject(
    {
        NameObject("/S"): NameObject("/SubmitForm"),
        NameObject("/F"): TextStringObject("https://example.org/take"),
    }
)


def leads_to(place: str) -> DictionaryObject:
    """A link to this address."""
    return DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(place)}
    )


def opens_file(place: str, kind: str = "/GoToR") -> DictionaryObject:
    """An action that opens another file, named as a table."""
    named = DictionaryObject(
        {NameObject("/Type"): NameObject("/Filespec"), NameObject("/UF"): TextStringObject(place)}
    )
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): named})


def carrying(name: str, content: bytes) -> PdfWriter:
    """A paper with this file attached."""
    made = paper()
    made.add_attachment(name, content)
    return made


OPENS_A_PAGE = DictionaryObject(
    {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://example.org")}
)


def paper(pages: int = 1, size: tuple[float, float] = LETTER) -> PdfWriter:
    """A paper whose every page is the same black square on white."""
    made = PdfWriter()
    drawing = DecodedStreamObject()
    drawing.set_data(b"0 0 0 rg 100 100 200 200 re f")
    ink = made._add_object(drawing)
    for _ in range(pages):
        made.add_blank_page(*size)[NameObject("/Contents")] = ink
    return made


def written(made: PdfWriter) -> bytes:
    file = BytesIO()
    made.write(file)
    return file.getvalue()


def with_link(made: PdfWriter, action: DictionaryObject) -> PdfWriter:
    """The same paper with something to click on its last page."""
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (0, 0, 50, 50))),
            NameObject("/A"): made._add_object(action),
        }
    )
    made.pages[-1][NameObject("/Annots")] = ArrayObject([made._add_object(link)])
    return made


def with_field(made: PdfWriter, words: str, action: DictionaryObject | None = None) -> PdfWriter:
    """The same paper with a filled-in form field, which a reader draws as a black box."""
    looks = DecodedStreamObject()
    looks.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 100, 50))),
        }
    )
    looks.set_data(b"0 0 0 rg 0 0 100 50 re f")
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/F"): NumberObject(4),
            NameObject("/T"): TextStringObject("permit"),
            NameObject("/V"): TextStringObject(words),
            NameObject("/Rect"): ArrayObject(map(NumberObject, (400, 600, 500, 650))),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): made._add_object(looks)}),
        }
    )
    if action:
        field[NameObject("/AA")] = DictionaryObject({NameObject("/K"): action})
    reference = made._add_object(field)
    made.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    made.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([reference])}
    )
    return made


def opening_with(action: DictionaryObject) -> PdfWriter:
    made = paper()
    made.root_object[NameObject("/OpenAction")] = made._add_object(action)
    return made


def with_named_script() -> PdfWriter:
    made = paper()
    names = ArrayObject([TextStringObject("first"), made._add_object(RUNS)])
    made.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): names})}
    )
    return made


def only_for_acrobat() -> PdfWriter:
    made = paper()
    made.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    return made


def locked(reader_password: str, owner_password: str = "owner") -> PdfWriter:
    made = paper()
    made.encrypt(reader_password, owner_password, algorithm="AES-256")
    return made


def without_page(made: PdfWriter, number: int) -> PdfWriter:
    """The same paper, whose tree of pages names one page that is nowhere in the file."""
    kids = made.root_object["/Pages"]["/Kids"]
    kids[number - 1] = IndirectObject(999, 0, made)
    return made


def measuring(box: tuple[float, ...] | None, **entries: PdfObject) -> bytes:
    """A paper of one page with this box, and these entries of its page; without a box where it is None."""
    made = paper()
    page = made.pages[0]
    if box is None:
        del page["/MediaBox"]
    else:
        page[NameObject("/MediaBox")] = ArrayObject(map(FloatObject, box))
    page.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return written(made)


def that_prints_itself() -> PdfWriter:
    return opening_with(
        DictionaryObject({NameObject("/S"): NameObject("/Named"), NameObject("/N"): NameObject("/Print")})
    )


def with_junk_before() -> bytes:
    """A download that kept its headers."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + written(paper())


def _without_end_mark() -> bytes:
    return written(paper()).rpartition(b"%%EOF")[0]


def _without_table() -> bytes:
    whole = written(paper())
    before, _, after = whole.rpartition(b"\nxref")
    return before + b"\ntrailer" + after.partition(b"trailer")[2]


def _cut_before_its_table() -> bytes:
    return written(paper()).rpartition(b"startxref")[0]


_MINIMAL = b"""%PDF-1.0
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj \
3 0 obj<</Type/Page/MediaBox[0 0 300 300]>>endobj
trailer<</Size 4/Root 1 0 R>>
"""
PAGES_IN_A_CIRCLE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj
trailer<</Size 3/Root 1 0 R>>
%%EOF"""
DAMAGED = {
    "no end mark": _without_end_mark(),
    "no table of objects": _without_table(),
    "cut before its table": _cut_before_its_table(),
    "no table and next to nothing else": _MINIMAL,
    "junk before": with_junk_before(),
    "junk after": written(paper()) + b"\r\n" * 200 + b"<html>404 Not Found</html>" * 80,
}
