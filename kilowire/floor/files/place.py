"""Takes the place out of a photo that is served; every picture and every other note in it stays. Pure.

The stored original is never changed. What is blanked keeps its length, so nothing else in the file moves.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_NOTES = re.compile(rb"exif:GPS\w+\s*=\s*\"[^\"]*\"|<exif:GPS(\w+)>[^<]*</exif:GPS\1>")
_SPOKEN_PLACE = re.compile(
    rb"[+-]\d{2}\.\d{3,}[+-]\d{3}\.\d{3,}(?:[+-]\d+(?:\.\d+)?)?/"
)  # ISO 6709, in a video
_GPS_IFD = 0x8825
_MOST_TAGS = 400
_SIZE_OF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})


def without_place(content: bytes) -> bytes:
    """Return the photo without coordinates in its EXIF data, its XMP notes or a video behind it."""
    if content.startswith(PNG_BEGINS):
        return PNG_BEGINS + b"".join(_png_without_place(content))
    blanked = bytearray(content)
    for found in _TIFF.finditer(content):
        _blank_gps(blanked, found.start())
    for pattern in (_NOTES, _SPOKEN_PLACE):
        for found in pattern.finditer(content):
            blanked[found.start() : found.end()] = b" " * (found.end() - found.start())
    return bytes(blanked)


def _png_without_place(content: bytes) -> Iterator[bytes]:
    """The chunks of a PNG: its EXIF data blanked under a new checksum, and no text."""
    place = len(PNG_BEGINS)
    while place + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, place)
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        if kind == b"eXIf":
            notes = bytearray(body)
            _blank_gps(notes, 0)
            checksum = zlib.crc32(kind + notes)
            yield struct.pack(">I", size) + kind + bytes(notes) + struct.pack(">I", checksum)
        elif kind not in _TEXT_CHUNKS:
            yield content[place : place + 12 + size]
        place += 12 + size


def _blank_gps(content: bytearray, start: int) -> None:
    """Blank the coordinates of the EXIF data that begin here, if they are EXIF data."""
    order = "<" if content[start : start + 2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", content, start + 4)
        for _, tag, kind, count, value in _entries(content, start, first, order):
            if tag == _GPS_IFD and (kind, count) == (4, 1):
                _blank_directory(content, start, value, order)
    except struct.error:
        return


def _entries(
    content: bytearray, start: int, directory: int, order: str
) -> Iterator[tuple[int, int, int, int, int]]:
    """Position, tag, type, count and value of each entry of a directory."""
    (tags,) = struct.unpack_from(f"{order}H", content, start + directory)
    for number in range(tags if tags <= _MOST_TAGS else 0):
        place = start + directory + 2 + 12 * number
        yield place, *struct.unpack_from(f"{order}HHII", content, place)


def _blank_directory(content: bytearray, start: int, directory: int, order: str) -> None:
    for place, _, kind, count, value in list(_entries(content, start, directory, order)):
        size = _SIZE_OF_TYPE.get(kind, 0) * count
        begins = start + value
        if 4 < size <= 4096 and begins + size <= len(content):
            content[begins : begins + size] = bytes(size)
        content[place : place + 12] = bytes(12)
    struct.pack_into(f"{order}H", content, start + directory, 0)
