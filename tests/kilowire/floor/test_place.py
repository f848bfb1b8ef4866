"""A photo is served without the place where it was taken, and otherwise as it is."""

from __future__ import annotations

from io import BytesIO

import pillow_heif
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from kilowire.floor.files.place import without_place

pillow_heif.register_heif_opener()
GPS = ExifTags.IFD.GPSInfo
TAKEN = {ExifTags.Base.DateTimeOriginal: "2026:11:20 10:11:12"}


def photo(kind: str, **more: object) -> bytes:
    exif, file = Image.Exif(), BytesIO()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif).update(TAKEN)
    exif.get_ifd(GPS).update({1: "N", 2: (33.0, 58.0, 45.5), 3: "W", 4: (118.0, 2.0, 10.0), 29: "2026:11:20"})
    given = exif.tobytes() if kind == "AVIF" else exif
    Image.linear_gradient("L").convert("RGB").save(file, kind, exif=given, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_the_place_is_gone_and_picture_and_time_stay(kind: str) -> None:
    stored = photo(kind)
    served = without_place(stored)
    before, after = Image.open(BytesIO(stored)), Image.open(BytesIO(served))
    assert before.getexif().get_ifd(GPS)
    assert after.getexif().get_ifd(GPS) == {}
    assert after.getexif().get_ifd(ExifTags.IFD.Exif) == TAKEN
    assert after.getexif().get(ExifTags.Base.Orientation) == before.getexif().get(ExifTags.Base.Orientation)
    assert after.tobytes() == before.tobytes()
    assert b"2026:11:20\0" not in served


def test_a_photo_without_a_place_is_served_as_it_is() -> None:
    file = BytesIO()
    Image.linear_gradient("L").save(file, "JPEG")
    assert without_place(file.getvalue()) == file.getvalue()


def test_notes_of_a_program_and_a_video_behind_the_photo_lose_the_place() -> None:
    notes = (
        b'<rdf:Description exif:GPSLatitude="33,58.75N" dc:format="image/jpeg">'
        b"<exif:GPSLongitude>118,2.1W</exif:GPSLongitude></rdf:Description>"
    )
    served = without_place(photo("JPEG") + notes + b"\xa9xyz\x00\x12\x15\xc7+33.9792-118.0361/")
    for place in (b"33,58", b"118,2", b"33.9792", b"118.0361"):
        assert place not in served
    assert b'dc:format="image/jpeg"' in served


def test_the_text_in_a_png_is_left_out() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", '<x exif:GPSLatitude="33,58.75N"/>', zip=True)
    served = without_place(photo("PNG", pnginfo=texts))
    assert Image.open(BytesIO(served)).text == {}  # type: ignore[attr-defined]  # a PNG has it


@pytest.mark.parametrize("end", [10, 60, 120, 200])
def test_a_damaged_note_does_no_harm(end: int) -> None:
    stored = photo("JPEG")
    place = stored.index(b"Exif\0\0") + 6
    damaged = stored[: place + 4] + b"\xff" * end + stored[place + 4 + end :]
    assert len(without_place(damaged)) == len(damaged)
    assert without_place(stored[: place + end])
