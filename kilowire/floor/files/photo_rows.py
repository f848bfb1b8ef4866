"""Reads what a decoder made of a photo some rows at a time, without a second copy of it in Pillow's memory.

Runs in a child alone.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
pillow_heif.options.DECODE_THREADS = 1

SMALL_PIXELS = 12_000_000  # of a photo that Pillow may hold twice
_LIBWEBP = re.compile(r"/\S*/libwebp[-.]\S*$", re.MULTILINE)

Rows = Callable[[int, int], Image.Image]
"""Returns the rows from the first up to the second number."""


def rows_of(photo: Image.Image, file: IO[bytes]) -> tuple[tuple[int, int], Rows]:
    """Return the size of an opened photo, and its rows; raises what its decoder raises."""
    is_large = photo.width * photo.height > SMALL_PIXELS
    if photo.format == "HEIF":
        file.seek(0)
        heif: Any = pillow_heif.open_heif(file, convert_hdr_to_8bit=True)
        content = heif.data  # the size may change while it is decoded
        return heif.size, _in_memory(content, heif.size, heif.mode, heif.stride)
    if is_large and photo.format == "WEBP" and not getattr(photo, "is_animated", False):
        return photo.size, _in_memory(_webp(photo, file), photo.size, "RGB", photo.width * 3)
    if is_large and photo.format == "AVIF":
        content, *_ = cast("Any", photo)._decoder.get_frame(0)  # Pillow would hold it a second time
        return photo.size, _in_memory(content, photo.size, photo.mode, len(content) // photo.height)
    photo.load()
    return photo.size, lambda top, bottom: photo.crop((0, top, photo.width, bottom))


def _in_memory(content: Any, size: tuple[int, int], mode: str, stride: int) -> Rows:
    def rows(top: int, bottom: int) -> Image.Image:
        part: Any = memoryview(content)[top * stride : bottom * stride]
        return Image.frombuffer(mode, (size[0], bottom - top), part, "raw", mode, stride, 1)

    return rows


def _webp(photo: Image.Image, file: IO[bytes]) -> Any:
    """Return the pixels of a still WebP; Pillow's decoder is made for animations and holds four of them."""
    cast("Any", photo)._decoder = None  # gives back what was laid out for the frames
    file.seek(0)
    content = file.read()
    pixels = (ctypes.c_char * (photo.width * photo.height * 3))()
    if not _decoder()(content, len(content), pixels, len(pixels), photo.width * 3):
        raise OSError("a damaged WebP")
    return pixels


@cache
def _decoder() -> Any:
    """Return the function of the library that Pillow has loaded."""
    found = _LIBWEBP.search(Path("/proc/self/maps").read_text(encoding="ascii"))
    if found is None:
        raise OSError("no decoder for WebP")
    decode = ctypes.CDLL(found.group()).WebPDecodeRGBInto
    decode.restype = ctypes.c_void_p
    decode.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    return decode
