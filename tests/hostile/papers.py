# ruff: noqa: E501 - a PDF in one line is read more easily
"""PDFs that nobody sends by accident: bombs, circles, lies about their pages, what burns a processor."""

from __future__ import annotations

import random
import zlib

from tests.hostile.pictures import packed
from tests.kilowire import pdf_maker as maker

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources 5 0 R%s>>"
DAMAGED = 20


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, with a right table of where they are; 1 is its root."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", *, times: int = 0, packed_before: int = 0) -> bytes:
    """A stream object, packed so many times, beside the times that its content is packed already."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    times += packed_before
    filters = b"/Filter[%s]" % (b"/FlateDecode " * times) if times else b""
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(content), filters, entries, content)


def one_page(
    content: bytes,
    resources: bytes = b"<<>>",
    more: dict[int, bytes] | None = None,
    page: bytes = b"",
    root: bytes = b"",
) -> bytes:
    """A PDF of one page with this content stream, a whole object, and these resources."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: PAGE % page,
            4: content,
            5: resources,
            **(more or {}),
        }
    )


def drawing(content: bytes) -> bytes:
    return one_page(stream(content, times=1))


def pages(kids: bytes, count: bytes, more: dict[int, bytes] | None = None) -> bytes:
    tree = b"<</Type/Pages/Kids[%s]/Count %s>>" % (kids, count)
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: tree, **(more or {})})


def forms(levels: int, each: int) -> bytes:
    """Drawings that draw one another: each level draws the next one so many times."""
    more = {}
    for level in range(levels):
        calls = b"/F%d Do " % (level + 1) * each if level + 1 < levels else b"0 0 9 9 re f"
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources 5 0 R"
        more[10 + level] = stream(calls, entries)
    named = b" ".join(b"/F%d %d 0 R" % (level, 10 + level) for level in range(levels))
    return one_page(stream(b"/F0 Do"), b"<</XObject<<%s>>>>" % named, more)


def form_of_itself() -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources 5 0 R"
    return one_page(stream(b"/F0 Do"), b"<</XObject<</F0 10 0 R>>>>", {10: stream(b"/F0 Do " * 9, entries)})


def image(
    width: int, height: int, entries: bytes, content: bytes = b"\0" * 90, *, packed_before: int = 0
) -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d%s" % (width, height, entries)
    named = b"<</XObject<</I 10 0 R>>>>"
    return one_page(
        stream(b"300 0 0 300 0 0 cm /I Do"), named, {10: stream(content, head, packed_before=packed_before)}
    )


def pattern(step: bytes) -> bytes:
    """A page filled with a tile that is repeated at this distance."""
    entries = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep %s/YStep %s/Resources<<>>" % (
        step,
        step,
    )
    fill = stream(b"/Pattern cs /P scn 0 0 300 300 re f")
    return one_page(fill, b"<</Pattern<</P 10 0 R>>>>", {10: stream(b"0 0 1 1 re f", entries)})


def font(kind: bytes, content: bytes, *, packed_before: int = 0) -> bytes:
    describes = b"<</Type/FontDescriptor/FontName/X/Flags 4/%s 12 0 R>>" % kind
    more = {
        10: b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 11 0 R>>",
        11: describes,
        12: stream(content, packed_before=packed_before),
    }
    return one_page(stream(b"BT /T 12 Tf (hello) Tj ET"), b"<</Font<</T 10 0 R>>>>", more)


def font_of_itself() -> bytes:
    """A font whose letter is drawn with that font."""
    kind = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 11 0 R>>"
    names = b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources 5 0 R>>"
    letter = stream(b"9 0 d0 BT /T 12 Tf (aaaaaaaa) Tj ET")
    content = stream(b"BT /T 12 Tf (aaaaaaaa) Tj ET")
    return one_page(content, b"<</Font<</T 10 0 R>>>>", {10: kind + names, 11: letter})


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return one_page(stream(b"0 0 9 9 re f"), more={10: opening * depth + closing * depth}, root=b"/X 10 0 R")


def deep_tree(depth: int) -> bytes:
    more = {
        number: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(10, 10 + depth)
    }
    more[10 + depth] = b"<</Type/Page/MediaBox[0 0 99 99]>>"
    return pages(b"10 0 R", b"1", more)


def table_in_a_circle() -> bytes:
    whole = one_page(stream(b""))
    at = whole.rindex(b"startxref\n") + 10
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %s" % whole[at:].split()[0])


def stream_of_objects(megabytes: int) -> bytes:
    content = packed(megabytes, b"".join(b"%d 0 " % number for number in range(100, 200)).ljust(1_000_000))
    whole = stream(content, b"/Type/ObjStm/N 100/First 900", packed_before=1)
    return one_page(stream(b""), more={10: whole}, root=b"/X 110 0 R")


def many_objects(count: int) -> bytes:
    return one_page(
        stream(b""), more={n: b"<</A %d 0 R>>" % (n + 1) for n in range(10, 10 + count)}, root=b"/X 10 0 R"
    )


def damaged(seed: int) -> bytes:
    """A whole paper with a few bytes changed."""
    chance = random.Random(seed)
    whole = bytearray(maker.written(maker.with_field(maker.paper(3), "26-1001")))
    for _ in range(chance.randrange(1, 12)):
        whole[chance.randrange(9, len(whole))] = chance.randrange(256)
    return bytes(whole)


def papers() -> dict[str, bytes]:
    """Every hostile PDF by its name."""
    zeros = b"0 0 m 9 9 l S " * 70_000  # a megabyte
    leaf = {10: b"<</Type/Page/MediaBox[0 0 99 99]>>"}
    made = {
        "content-280-megabytes.pdf": one_page(stream(packed(280, zeros), packed_before=1)),
        "content-packed-twice.pdf": one_page(stream(packed(250, b"\0" * 1_000_000), times=1, packed_before=1)),
        "content-packed-forty-times.pdf": one_page(stream(b"q Q " * 9, times=40)),
        "three-million-saves.pdf": drawing(b"q " * 3_000_000),
        "a-million-letters.pdf": drawing(b"BT /Helv 9 Tf (%s) Tj ET" % (b"a" * 1_000_000)),
        "two-million-corners.pdf": drawing(b"0 0 m " + b"9 9 l 1 5 l " * 1_000_000 + b"f"),
        "dashes-too-fine-to-see.pdf": drawing(b"[0.00001 0.00001] 0 d 0 0 m 300 300 l S " * 200),
        "numbers-too-large.pdf": drawing(b"9e99 -9e99 m 99999999999999999999 1e400 l S"),
        "tree-of-itself.pdf": maker.PAGES_IN_A_CIRCLE,
        "tree-of-its-root.pdf": pages(b"1 0 R", b"1"),
        "tree-five-thousand-deep.pdf": deep_tree(5_000),
        "says-a-billion-pages.pdf": pages(b"10 0 R", b"1000000000", leaf),
        "says-minus-one-page.pdf": pages(b"10 0 R", b"-1", leaf),
        "says-no-number-of-pages.pdf": pages(b"10 0 R", b"/Many", leaf),
        "one-page-a-thousand-times.pdf": pages(b"10 0 R " * 1_000, b"1000", leaf),
        "six-hundred-pages.pdf": maker.written(maker.paper(600)),
        "no-pages.pdf": maker.written(maker.paper(0)),
        "drawing-of-itself.pdf": form_of_itself(),
        "drawings-of-drawings.pdf": forms(12, 12),
        "font-of-itself.pdf": font_of_itself(),
        "font-of-noise.pdf": font(b"FontFile2", bytes(range(256)) * 900),
        "font-bomb.pdf": font(b"FontFile2", packed(120, b"\0" * 1_000_000), packed_before=1),
        "font-of-many-tables.pdf": font(b"FontFile2", b"\0\1\0\0\xff\xff" + b"glyf\0\0\0\0\0\0\0\0\xff\xff\xff\xff" * 9_000),
        "fine-tiles.pdf": pattern(b"0.001"),
        "tiles-of-no-size.pdf": pattern(b"0"),
        "picture-900-megapixels.pdf": image(30_000, 30_000, b"/ColorSpace/DeviceGray/BitsPerComponent 8"),
        "picture-fax.pdf": image(60_000, 60_000, b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"),
        "picture-jbig2.pdf": image(60_000, 60_000, b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\0\0\xea\x60" * 2 + b"\0" * 11),
        "picture-jpx.pdf": image(9, 9, b"/Filter/JPXDecode", b"\xff\x4f\xff\x51\0\x2f" + b"\xff" * 90),
        "picture-packed.pdf": image(9_000, 9_000, b"/ColorSpace/DeviceRGB/BitsPerComponent 8", packed(200, b"\0" * 1_000_000), packed_before=1),
        "picture-masked-by-itself.pdf": image(9, 9, b"/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 10 0 R"),
        "profile-of-noise.pdf": image(9, 9, b"/ColorSpace[/ICCBased 10 0 R]/N 99/BitsPerComponent 8"),
        "colors-of-themselves.pdf": one_page(stream(b"/C cs 1 scn 0 0 9 9 re f"), b"<</ColorSpace<</C 10 0 R>>>>", {10: b"[/Indexed 10 0 R 255 (a)]"}),
        "arrays-in-arrays.pdf": nested(b"[", b"]", 90_000),
        "tables-in-tables.pdf": nested(b"<</A", b">>", 90_000),
        "table-in-a-circle.pdf": table_in_a_circle(),
        "stream-of-objects.pdf": stream_of_objects(200),
        "many-objects.pdf": many_objects(20_000),
        "length-of-itself.pdf": pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE % b"", 4: b"<</Length 4 0 R>>stream\nq\nendstream", 5: b"<<>>"}),
        "outlines-in-a-circle.pdf": one_page(stream(b""), more={10: b"<</First 10 0 R/Next 10 0 R/Last 10 0 R>>"}, root=b"/Outlines 10 0 R"),
        "names-in-a-circle.pdf": one_page(stream(b""), more={10: b"<</Kids[10 0 R]>>"}, root=b"/Names<</Dests 10 0 R/JavaScript 10 0 R>>"),
        "fields-in-a-circle.pdf": one_page(stream(b""), more={10: b"<</FT/Tx/T(a)/Kids[10 0 R]/Parent 10 0 R>>"}, root=b"/AcroForm<</Fields[10 0 R]>>"),
        "a-thousand-notes.pdf": one_page(stream(b""), page=b"/Annots[%s]" % (b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]>>" * 5_000)),
        "page-without-measure.pdf": maker.measuring((0, 0, 0, 0)),
        "page-as-wide-as-a-town.pdf": maker.measuring((0, 0, 9e8, 1)),
        "page-of-no-number.pdf": one_page(stream(b""), page=b"/MediaBox[/a /b (c) null]"),
        "unit-of-a-billion.pdf": one_page(stream(b""), page=b"/UserUnit 1000000000"),
        "locked.pdf": maker.written(maker.locked("secret")),
        "only-for-acrobat.pdf": maker.written(maker.only_for_acrobat()),
        "script.pdf": maker.written(maker.opening_with(maker.RUNS)),
        "starts-a-program.pdf": maker.written(maker.opening_with(maker.STARTS_A_PROGRAM)),
        "archive-before.pdf": b"PK\x03\x04" + b"\0" * 90 + maker.written(maker.paper()),
        "page-before.pdf": b"<html><script>alert(1)</script>" + maker.written(maker.paper()),
        "nine-times-itself.pdf": maker.written(maker.paper()) * 9,
        "only-a-head.pdf": b"%PDF-1.7\n" * 9,
        "only-blanks.pdf": b"%PDF-1.7\n" + b"\n" * 3_000_000,
    }  # fmt: skip
    made |= {f"damaged-{seed}.pdf": damaged(seed) for seed in range(DAMAGED)}
    whole = maker.written(maker.paper(3))
    made |= {f"cut-at-{part}-of-10.pdf": whole[: len(whole) * part // 10] for part in (1, 5, 9)}
    return made
