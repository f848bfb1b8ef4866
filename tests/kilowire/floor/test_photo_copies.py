"""The copies of a photo: upright, small, with its time and without its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import ExifTags, Image, ImageCms

from kilowire.floor.files import photo_copies, photo_pixels, photo_rows
from kilowire.floor.files.found import NotTaken, PhotoCopies
from kilowire.floor.files.photo_copies import PRINT_PX, THUMBNAIL_PX, UPRIGHT_BY, make_copies
from kilowire.floor.files.photo_pixels import MOST_PIXELS

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
TURNED_RIGHT = 6


def photo(
    size=(400, 300), kind="JPEG", *, mode="RGB", clock="2026:11:20 10:11:12", offset="", turned=1, **kept
) -> BytesIO:
    """The left half orange, the right half blue, as a camera would store it."""
    image = Image.new(mode, size, "orange")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "blue"), (size[0] // 2, 0))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "Camera of Asa"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = clock
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (33.0, 58.0, 45.0)
    file = BytesIO()
    image.save(file, kind, exif=exif, **kept)
    return file


def made(file: BytesIO) -> PhotoCopies:
    """The copies of a photo that comes now from a camera in Los Angeles."""
    return make_copies(file, zone=LOS_ANGELES, now=datetime.now(UTC))


def opened(copy: bytes) -> Image.Image:
    image = Image.open(BytesIO(copy))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_each_accepted_kind_becomes_two_jpegs(kind):
    copies = made(photo((1200, 900), kind))
    print_copy, thumbnail = opened(copies.print_jpeg), opened(copies.thumbnail_jpeg)
    assert (print_copy.format, print_copy.size) == ("JPEG", (1200, 900))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (480, 360))
    assert (copies.width, copies.height) == (1200, 900)
    assert copies.taken_at == datetime(2026, 11, 20, 10, 11, 12, tzinfo=LOS_ANGELES)


@pytest.mark.parametrize(("size", "print_size"), [((4032, 3024), (2016, 1512)), ((2400, 1200), (2048, 1024))])
def test_a_large_photo_is_scaled_down_for_print(size, print_size):
    copies = made(photo(size))
    assert opened(copies.print_jpeg).size == print_size
    assert max(opened(copies.thumbnail_jpeg).size) == THUMBNAIL_PX
    assert max(print_size) <= PRINT_PX
    assert (copies.width, copies.height) == size


def test_a_small_photo_is_not_blown_up():
    copies = made(photo((90, 60)))
    assert opened(copies.print_jpeg).size == (90, 60)
    assert opened(copies.thumbnail_jpeg).size == (90, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photo_stands_upright(kind):
    copies = made(photo((400, 300), kind, turned=TURNED_RIGHT))
    upright = opened(copies.print_jpeg)
    assert upright.size == (copies.width, copies.height) == (300, 400)
    red, _, blue = upright.getpixel((150, 20))
    assert red > 200 > 60 > blue  # orange, once on the left, is on top
    assert ExifTags.Base.Orientation not in upright.getexif()


def test_the_copies_know_when_and_not_where():
    copies = made(photo(offset="-05:00"))
    assert copies.taken_at == datetime(2026, 11, 20, 10, 11, 12, tzinfo=timezone(timedelta(hours=-5)))
    for copy in (copies.print_jpeg, copies.thumbnail_jpeg):
        exif = opened(copy).getexif()
        assert exif.get_ifd(ExifTags.IFD.Exif) == {
            ExifTags.Base.DateTimeOriginal: "2026:11:20 10:11:12",
            ExifTags.Base.OffsetTimeOriginal: "-05:00",
        }
        assert exif.get_ifd(ExifTags.IFD.GPSInfo) == {}
        assert ExifTags.Base.Make not in exif


@pytest.mark.parametrize("clock", ["0000:00:00 00:00:00", "yesterday", "2026:02:30 10:00:00", ""])
def test_a_clock_that_says_nonsense_says_nothing(clock):
    assert made(photo(clock=clock)).taken_at is None


def test_a_strange_offset_leaves_the_zone_of_the_office():
    taken_at = made(photo(offset="home")).taken_at
    assert taken_at.utcoffset() == timedelta(hours=-8)


def test_a_see_through_picture_gets_a_white_ground():
    file = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(made(file).print_jpeg).getpixel((20, 20)) == (255, 255, 255)


def test_the_colour_profile_stays_only_where_it_fits_the_copy():
    rgb_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = made(photo(icc_profile=rgb_profile))
    assert opened(kept.print_jpeg).info["icc_profile"] == rgb_profile
    cmyk_profile = rgb_profile[:16] + b"CMYK" + rgb_profile[20:]
    converted = made(photo(mode="CMYK", icc_profile=cmyk_profile))
    assert opened(converted.print_jpeg).mode == "RGB"
    assert "icc_profile" not in opened(converted.print_jpeg).info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_cut_off_on_its_way_is_refused(kind):
    whole = photo((800, 600), kind).getvalue()
    with pytest.raises(NotTaken, match="cannot be opened"):
        made(BytesIO(whole[: len(whole) // 2]))


def test_a_gray_picture_of_sixteen_bits_keeps_its_tones():
    picture, file = Image.new("I;16", (200, 20)), BytesIO()
    picture.putdata([column * 65535 // 199 for _ in range(20) for column in range(200)])
    picture.save(file, "PNG")
    copy = opened(made(file).print_jpeg)
    tones = [copy.getpixel((column, 10)) for column in (0, 50, 100, 150, 199)]
    assert all(abs(tone - wanted) <= 3 for tone, wanted in zip(tones, (0, 64, 128, 192, 255), strict=True))


def test_a_jpeg_behind_an_empty_line_is_taken():
    copies = made(BytesIO(b"\r\n" + photo().getvalue()))
    assert opened(copies.print_jpeg).size == (400, 300)


def textured(kind="JPEG") -> bytes:
    """A picture with detail in each part, as a photo has."""
    file = BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(file, kind, quality=80)
    return file.getvalue()


def test_a_jpeg_that_lacks_only_its_end_mark_is_taken():
    whole = textured()
    assert whole.endswith(b"\xff\xd9")
    kept = made(BytesIO(whole[:-2]))
    assert kept.print_jpeg == made(BytesIO(whole)).print_jpeg


@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_a_jpeg_that_lacks_a_part_of_its_picture_is_refused(part):
    whole = textured()
    with pytest.raises(NotTaken, match="cannot be opened"):
        made(BytesIO(whole[: int(len(whole) * part)]))


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(NotTaken, match="cannot be opened"):
        made(BytesIO(content))


def test_a_bomb_is_refused_by_its_head():
    file = BytesIO()
    Image.new("1", (10_000, MOST_PIXELS // 10_000 + 1)).save(file, "PNG")
    assert len(file.getvalue()) < 200_000
    with pytest.raises(NotTaken) as refusal:
        made(file)
    assert refusal.value.values == {"most": 50}


def test_a_jpeg_may_be_larger_than_what_is_read_whole_unless_it_is_progressive(monkeypatch):
    monkeypatch.setattr(photo_pixels, "MOST_PIXELS", 100)
    monkeypatch.setattr(photo_pixels, "MOST_COEFFICIENT_BYTES", 400 * 300 * 3 - 1)
    assert made(photo()).width == 400
    with pytest.raises(NotTaken, match="progressive"):
        made(photo(progressive=True))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF", "AVIF"])
def test_a_large_photo_is_read_some_rows_at_a_time_and_looks_the_same(kind, monkeypatch):
    monkeypatch.setattr(photo_rows, "SMALL_PIXELS", 1000)
    monkeypatch.setattr(photo_copies, "PRINT_PX", 100)
    copy = opened(made(photo((1501, 900), kind, quality=90)).print_jpeg)
    assert copy.size == (100, 60)
    assert copy.getpixel((20, 30))[0] > 235  # orange
    assert copy.getpixel((80, 30))[2] > 235  # blue


def test_the_original_is_left_at_its_beginning_and_as_it_was():
    file = photo()
    before = file.getvalue()
    made(file)
    assert file.tell() == 0
    assert file.getvalue() == before


@pytest.mark.parametrize("turned", range(1, 9))
def test_each_way_of_holding_the_camera_comes_out_as_it_was_seen(turned):
    as_seen = Image.new("RGB", (40, 20), "white")
    as_seen.paste(Image.new("RGB", (20, 10), "black"), (0, 0))  # the top left quarter
    back = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[turned]
    stored = as_seen.transpose(UPRIGHT_BY[back]) if back in UPRIGHT_BY else as_seen
    exif, file = Image.Exif(), BytesIO()
    exif[ExifTags.Base.Orientation] = turned
    stored.save(file, "PNG", exif=exif)
    copies = made(file)
    upright = opened(copies.print_jpeg)
    assert (copies.width, copies.height) == upright.size == (40, 20)
    assert max(upright.getpixel((5, 3))) < 40
    assert min(min(upright.getpixel(place)) for place in ((35, 3), (5, 17), (35, 17))) > 215


def test_a_camera_note_nobody_can_read_says_nothing_and_the_photo_stays():
    whole = photo().getvalue()
    place = whole.index(b"Exif\x00\x00") + 6
    damaged = whole[: place + 10] + b"\xff" * 60 + whole[place + 70 :]
    copies = made(BytesIO(damaged))
    assert (copies.width, copies.height, copies.taken_at) == (400, 300, None)
