"""Files as people send them: a one-page PDF, a small JPEG, and something that is neither."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.annotations import FreeText


@lru_cache
def _pdf(words: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=153, height=198)
    writer.add_annotation(0, FreeText(text=words, rect=(18, 150, 135, 175)))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@lru_cache
def _jpeg(words: str, width: int = 320, height: int = 240) -> bytes:
    image = Image.new("RGB", (width, height), "#c9b79c")
    ImageDraw.Draw(image).text((20, 20), words, fill="black")
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def paper(words: str = "paper") -> SimpleUploadedFile:
    """A PDF of one page; other words, another file."""
    return SimpleUploadedFile(f"{words}.pdf", _pdf(words), content_type="application/pdf")


def photo(words: str = "photo") -> SimpleUploadedFile:
    """A JPEG; other words, another file."""
    return SimpleUploadedFile(f"{words}.jpg", _jpeg(str(words)), content_type="image/jpeg")


def not_a_paper() -> SimpleUploadedFile:
    """A program under the name of a PDF."""
    return SimpleUploadedFile("card.pdf", b"MZ\x90\x00 not a paper at all", content_type="application/pdf")
