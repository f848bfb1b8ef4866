"""What a file is, from its content: accepted kinds, others refused by name, size and SHA-256."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO

import pillow_heif
import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kilowire.floor.files.uploads import (
    AVIF,
    HEIC,
    JPEG,
    MEBIBYTE,
    PDF,
    PHOTOS,
    PNG,
    WEBP,
    content_type_of,
    read_file_facts,
)
from kilowire.floor.refusals import Refused

pillow_heif.register_heif_opener()


def picture(kind: str) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (64, 48), "orange").save(file, kind)
    return file


def archive(*names: str) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "text")
    return file


PAPER = BytesIO(b"%PDF-1.7\n1 0 obj <<>> endobj\n")


@pytest.mark.parametrize(
    ("file", "content_type", "suffix"),
    [
        (picture("JPEG"), JPEG, ".jpg"),
        (picture("PNG"), PNG, ".png"),
        (picture("WEBP"), WEBP, ".webp"),
        (picture("HEIF"), HEIC, ".heic"),
        (picture("AVIF"), AVIF, ".avif"),
        (PAPER, PDF, ".pdf"),
        (BytesIO(b"\xef\xbb\xbf\r\n%PDF-1.4 from a scanner"), PDF, ".pdf"),
    ],
)
def test_an_accepted_file_is_what_its_content_says(file, content_type, suffix):
    facts = read_file_facts(file)
    assert (facts.content_type, facts.suffix) == (content_type, suffix)
    assert facts.size == len(file.getvalue())
    assert facts.sha256 == hashlib.sha256(file.getvalue()).hexdigest()
    assert facts.is_pdf == (content_type == PDF)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("file", "named"),
    [
        (picture("GIF"), "a GIF"),
        (picture("TIFF"), "a TIFF picture"),
        (picture("BMP"), "a BMP picture"),
        (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel sheet"),
        (archive("permit.pdf"), "a ZIP archive"),
        (BytesIO(b"\x00\x00\x00\x18ftypqt  \x00\x00\x00\x00qt  "), "a video"),
        (BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document"),
        (BytesIO(b"\x1f\x8b\x08\x00"), "a compressed archive"),
        (BytesIO(b"MZ\x90\x00\x03"), "a program"),
        (BytesIO(b"#!/bin/sh\nexit"), "a program"),
        (BytesIO(b"%!PS-Adobe-3.0"), "a PostScript file"),
        (BytesIO(b"{\\rtf1\\ansi"), "an RTF document"),
        (BytesIO(b'<?xml version="1.0"?><svg onload="x()">'), "an SVG drawing"),
        (BytesIO(b"<!DOCTYPE html><title>Sign in</title>"), "a web page"),
        (BytesIO(b"<p>%PDF-</p><script>"), "a web page"),
        (BytesIO(b"From: city@example.org\r\nSubject: permit"), "an email"),
        (BytesIO(b"just words"), "a text file"),
        (BytesIO(b"\x07\x00\x09\x01"), "of a kind we cannot read"),
    ],
)
def test_another_kind_is_refused_by_name(file, named):
    with pytest.raises(Refused) as refusal:
        read_file_facts(file, field="file")
    assert str(refusal.value) == f"This file is {named}; send a PDF, JPEG, PNG, WebP or HEIC instead."
    assert refusal.value.field == "file"


def test_a_pdf_is_no_photo():
    with pytest.raises(Refused, match="This file is a PDF; send a JPEG, PNG, WebP or HEIC instead"):
        read_file_facts(PAPER, accepted=PHOTOS)
    with pytest.raises(Refused, match="This file is a JPEG; send a PDF instead"):
        read_file_facts(picture("JPEG"), accepted={PDF})


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("/home/olive/permit.pdf", "“permit.pdf”"),
        ("per\u202emit\x00.pdf", "“permit.pdf”"),
        ("a" * 70, f"“{'a' * 59}…”"),
        (" ", "This file"),
    ],
)
def test_a_refusal_names_the_file(name, named):
    file = ContentFile(b"just words")
    file.name = name
    with pytest.raises(Refused, match=f"^{named} is a text file"):
        read_file_facts(file)


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="This file is empty"):
        read_file_facts(BytesIO())


def test_the_limit_is_inclusive():
    whole = BytesIO(b"%PDF-1.7".ljust(MEBIBYTE, b" "))
    assert read_file_facts(whole, max_bytes=MEBIBYTE).size == MEBIBYTE
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_file_facts(BytesIO(whole.getvalue() + b" "), max_bytes=MEBIBYTE)


def test_a_file_half_read_by_somebody_else_is_read_from_its_beginning():
    file = picture("PNG")
    file.seek(11)
    assert read_file_facts(file).content_type == PNG


@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reader(content):
    file = BytesIO(content)
    if content_type_of(content):
        assert read_file_facts(file).sha256 == hashlib.sha256(content).hexdigest()
    else:
        with pytest.raises(Refused, match="This file is "):
            read_file_facts(file)
