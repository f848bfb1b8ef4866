"""Pictures that nobody sends by accident: bombs, lies about their size, truncations, notes that never end."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
JPEG_BEGINS, JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"
PARTS = (0.02, 0.3, 0.7, 0.98)


def saved(kind: str, size: tuple[int, int] = (320, 240), mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    picture.save(file, kind, **options)
    return file.getvalue()


def chunk(kind: bytes, body: bytes, size: int | None = None) -> bytes:
    length = len(body) if size is None else size
    return struct.pack(">I", length) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int,
    height: int,
    *,
    bits: int = 8,
    color: int = 0,
    interlaced: int = 0,
    pixels: bytes = b"",
    more: bytes = b"",
) -> bytes:
    """A PNG that says it has this size, with these packed pixels."""
    head = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, interlaced)
    return PNG_BEGINS + chunk(b"IHDR", head) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def packed(times: int, block: bytes) -> bytes:
    """The same bytes so many times, packed: the packed block is repeated, so that a bomb costs us nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(times):
        checksum = zlib.adler32(block, checksum)
    return b"\x78\xda" + once * times + b"\x03\x00" + struct.pack(">I", checksum)


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(*segments: bytes) -> bytes:
    """A small JPEG with these segments right behind its beginning."""
    whole = saved("JPEG")
    return whole[:2] + b"".join(segments) + whole[2:]


def jpeg_of(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small JPEG that says it has another size."""
    whole = bytearray(saved("JPEG", progressive=progressive))
    place = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    struct.pack_into(">HH", whole, place + 5, height, width)
    return bytes(whole)


def exif(clock: str, offset: str = "") -> bytes:
    notes = Image.Exif()
    notes.get_ifd(0x8769)[0x9003] = clock
    notes.get_ifd(0x8769)[0x9011] = offset
    return saved("JPEG", exif=notes)


def exif_in_a_circle() -> bytes:
    """A directory of camera notes that names itself as the next one."""
    directory = struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    return jpeg_with(segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory))


def many_tables_of_tags() -> bytes:
    """Thousands of beginnings of camera notes behind the picture, each with a full directory."""
    directory = struct.pack("<H", 400) + b"\0" * (400 * 12)
    return saved("JPEG") + directory + (b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 400)) * 60_000


def webp_of(width: int, height: int) -> bytes:
    """A lossless WebP that says it has this size and has nothing behind."""
    bits = (width - 1) | ((height - 1) << 14)
    body = b"\x2f" + struct.pack("<I", bits) + b"\0" * 64
    inner = b"VP8L" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(inner) + 4) + b"WEBP" + inner


def box(kind: bytes, body: bytes, size: int | None = None) -> bytes:
    return struct.pack(">I", len(body) + 8 if size is None else size) + kind + body


def nested_boxes(depth: int) -> bytes:
    body = b""
    for _ in range(depth):
        body = box(b"meta", b"\0\0\0\0" + body)
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + body


def heic_of(width: int, height: int) -> bytes:
    """A small HEIC that says it has another size."""
    whole = bytearray(saved("HEIF"))
    place = whole.find(b"ispe")
    struct.pack_into(">II", whole, place + 8, width, height)
    return bytes(whole)


def cut(whole: bytes, part: float) -> bytes:
    return whole[: int(len(whole) * part)]


def animated(kind: str, frames: int) -> bytes:
    file = BytesIO()
    pictures = [Image.new("RGB", (200, 200), (number % 255, 0, 0)) for number in range(frames)]
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:])
    return file.getvalue()


def pictures() -> dict[str, bytes]:
    """Every hostile picture by its name."""
    made = {
        "flat-120-megapixels.png": png(11_000, 10_900, pixels=packed(200, b"\0" * 11_001)),
        "flat-49-megapixels.png": png(7_000, 7_000, pixels=packed(70, b"\0" * 700_100)),
        "clear-49-megapixels.png": png(7_000, 7_000, color=6, pixels=packed(70, b"\0" * 2_800_100)),
        "one-bit-900-megapixels.png": png(30_000, 30_000, bits=1),
        "as-large-as-can-be.png": png(2**31 - 1, 2**31 - 1),
        "one-line.png": png(2**31 - 1, 1),
        "no-width.png": png(0, 10),
        "a-thousand-times-too-much.png": png(10, 10, pixels=packed(100, b"\0" * 1_000_000)),
        "interlaced.png": png(6_000, 6_000, interlaced=1, pixels=packed(100, b"\0" * 6_001)),
        "no-palette.png": png(40, 40, color=3, pixels=packed(40, b"\7" * 41)),
        "unknown-colors.png": png(40, 40, color=5, pixels=packed(40, b"\7" * 41)),
        "profile-bomb.png": png(40, 40, more=chunk(b"iCCP", b"x\0\0" + packed(90, b"\0" * 1_000_000))),
        "text-bomb.png": png(40, 40, more=chunk(b"zTXt", b"x\0\0" + packed(90, b"a" * 1_000_000))),
        "chunk-longer-than-all.png": PNG_BEGINS + chunk(b"IHDR", b"\0" * 13, size=2**32 - 1),
        "half-a-million-chunks.png": png(9, 9, more=chunk(b"tEXt", b"a\0b") * 200_000),
        "page-behind.png": saved("PNG") + b"<html><script>alert(1)</script></html>" * 50,
        "archive-behind.png": saved("PNG") + b"PK\x05\x06" + b"\0" * 18,
        "sixty-frames.png": animated("PNG", 60),
        "says-4-gigapixels.jpg": jpeg_of(65_500, 65_500),
        "says-200-megapixels.jpg": jpeg_of(14_000, 14_000),
        "says-200-megapixels-progressive.jpg": jpeg_of(14_000, 14_000, progressive=True),
        "says-81-megapixels-progressive.jpg": jpeg_of(9_000, 9_000, progressive=True),
        "no-height.jpg": jpeg_of(320, 0),
        "year-9999.jpg": exif("9999:12:31 23:59:59", "-23:59"),
        "year-0.jpg": exif("0000:00:00 00:00:00"),
        "year-1.jpg": exif("0001:01:01 00:00:00", "+23:59"),
        "clock-of-words.jpg": exif("yesterday" * 900),
        "notes-in-a-circle.jpg": exif_in_a_circle(),
        "many-notes.jpg": many_tables_of_tags(),
        "profile-in-pieces.jpg": jpeg_with(
            *(segment(0xE2, b"ICC_PROFILE\0" + bytes((n, 255)) + b"\xaa" * 60_000) for n in range(1, 256))
        ),
        "comments.jpg": jpeg_with(*(segment(0xFE, b"c" * 65_000) for _ in range(150))),
        "adobe-of-unknown-colors.jpg": jpeg_with(segment(0xEE, b"Adobe\0\x64\0\0\0\0\x09")),
        "endless-scans.jpg": saved("JPEG", (2_000, 2_000), progressive=True)[:-2] * 8,
        "inks.jpg": saved("JPEG", mode="CMYK"),
        "paper-behind.jpg": saved("JPEG") + b"%PDF-1.7\n1 0 obj<<>>endobj",
        "script-inside.jpg": jpeg_with(segment(0xFE, b"*/=1;alert(1)/*" * 1_000)),
        "several-pictures.jpg": saved("JPEG") * 40,
        "says-268-megapixels.webp": webp_of(16_383, 16_383),
        "says-49-megapixels.webp": webp_of(7_000, 7_000),
        "ninety-frames.webp": animated("WEBP", 90),
        "empty-chunks.webp": b"RIFF" + struct.pack("<I", 2**32 - 1) + b"WEBP" + b"ICCP\0\0\0\0" * 90_000,
        "nothing-behind.heic": box(b"ftyp", b"heic\0\0\0\0mif1heic"),
        "five-thousand-boxes-deep.heic": nested_boxes(5_000),
        "box-longer-than-all.heic": box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"", size=2**31),
        "says-a-gigapixel.heic": heic_of(32_000, 32_000),
        "says-49-megapixels.heic": heic_of(7_000, 7_000),
        "noise.avif": box(b"ftyp", b"avif\0\0\0\0mif1avif") + bytes(range(256)) * 400,
        "a-name-in-another-direction-\u202egnp.exe": b"MZ" + b"\0" * 400,
        "..%2f..%2fetc%2fpasswd.svg": b"<svg onload='x()'><image href='file:///etc/passwd'/></svg>",
        "old.gif": b"GIF89a\xff\xff\xff\xff" + b"\0" * 90,
        "old.tif": b"II*\0\x08\0\0\0" + b"\xff" * 90,
    }
    for kind, suffix in (
        ("PNG", "png"),
        ("JPEG", "jpg"),
        ("WEBP", "webp"),
        ("HEIF", "heic"),
        ("AVIF", "avif"),
    ):
        whole = saved(kind)
        made |= {f"cut-at-{part:.0%}.{suffix}": cut(whole, part) for part in PARTS}
    return made
