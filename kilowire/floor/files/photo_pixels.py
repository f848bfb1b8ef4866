"""Reads the pixels of a photo once, and only as many as its copies need; runs in a child alone."""

from __future__ import annotations

from typing import IO, Any, cast

from django.utils.translation import gettext_noop as _
from PIL import Image

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.photo_rows import Rows, rows_of

Image.MAX_IMAGE_PIXELS = None  # the limits below are ours, and narrower

MOST_PIXELS_OF_A_JPEG = 210_000_000
MOST_PIXELS = 50_000_000
MOST_COEFFICIENT_BYTES = 330_000_000  # what a progressive JPEG takes whole, however small it is read
GAP = 1.5  # a copy is scaled from so many times its size, so that its edges stay smooth
ROWS = 64
JPEGS = frozenset({"JPEG", "MPO"})
SIXTEEN_BITS = 257  # as many steps of a 16-bit gray are one of an 8-bit gray
TOO_LARGE = _("{name} has more than {most} million pixels; send a smaller one.")
TOO_LARGE_PROGRESSIVE = _(
    "{name} is a progressive JPEG too large to read; save it as an ordinary JPEG and send that."
)


def refuse_too_large(photo: Image.Image) -> None:
    """Refuse, by its head alone, a photo that has more pixels than are read."""
    is_jpeg = photo.format in JPEGS
    most = MOST_PIXELS_OF_A_JPEG if is_jpeg else MOST_PIXELS
    if photo.width * photo.height > most:
        raise NotTaken(TOO_LARGE, most=most // 1_000_000)
    if is_jpeg and photo.info.get("progressive") and _coefficient_bytes(photo) > MOST_COEFFICIENT_BYTES:
        raise NotTaken(TOO_LARGE_PROGRESSIVE)


def pixels_of(photo: Image.Image, file: IO[bytes], *, enough_for: int) -> Image.Image:
    """Return the photo in gray or RGB, at a size of which a copy of ``enough_for`` pixels can be made."""
    longest = max(photo.size)
    if photo.format in JPEGS:
        wanted = enough_for * 1600 // 2048
        if longest > wanted:  # the decoder scales while it reads
            photo.draft("RGB", (photo.width * wanted // longest, photo.height * wanted // longest))
        return _plain(photo)
    size, rows = rows_of(photo, file)
    return _reduced(size, rows, max(1, int(longest / (enough_for * GAP))))


def _reduced(size: tuple[int, int], rows: Rows, factor: int) -> Image.Image:
    """Put together the photo, each side divided by ``factor``, some rows after the other."""
    _, height = size
    tall = ROWS * factor
    strips = [(top, min(top + tall, height)) for top in range(0, height, tall)]
    is_deep = rows(*strips[0]).mode.startswith("I") and any(_is_deep(rows(*strip)) for strip in strips)
    small: Image.Image | None = None
    for top, bottom in strips:
        part = _plain(rows(top, bottom), is_deep=is_deep).reduce(factor)
        small = small or Image.new(part.mode, (part.width, -(-height // factor)))
        small.paste(part, (0, top // factor))
    return cast("Image.Image", small)


def _plain(photo: Image.Image, *, is_deep: bool = False) -> Image.Image:
    """Return the photo in gray or RGB of eight bits, on a white ground where it is transparent."""
    if photo.has_transparency_data:
        ground = Image.new("RGBA", photo.size, "white")
        ground.alpha_composite(photo.convert("RGBA"))
        return ground.convert("RGB")
    if photo.mode.startswith("I"):
        gray = photo.convert("I")
        return (gray.point(lambda tone: tone * (1 / SIXTEEN_BITS)) if is_deep else gray).convert("L")
    if photo.mode == "1":
        return photo.convert("L")
    return photo if photo.mode in {"RGB", "L"} else photo.convert("RGB")


def _is_deep(photo: Image.Image) -> bool:
    """Return whether a gray picture has tones that eight bits do not hold, and Pillow would make white."""
    _, lightest = cast("tuple[float, float]", photo.convert("I").getextrema())  # of one band
    return lightest > 255


def _coefficient_bytes(photo: Image.Image) -> int:
    """Return what the decoder of a progressive JPEG holds: two bytes for each sample of each component."""
    parts = [(across, down) for _, across, down, _ in cast("Any", photo).layer]
    full = max(across for across, _ in parts) * max(down for _, down in parts)
    return 2 * photo.width * photo.height * sum(across * down for across, down in parts) // full
