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
    NameObject,
    NumberObject,
    TextStringObject,
)

LETTER = (612, 792)
RUNS = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
)
STARTS_A_PROGRAM = DictionaryObject(
    {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
)
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
