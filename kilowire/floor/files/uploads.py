"""Type, size and SHA-256 of a file, from its content alone.

The name and the type that a browser declares are ignored, since the sender can choose them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kilowire.floor.refusals import Refused

LONGEST_NAME = 60
MEBIBYTE = 1024 * 1024
HEAD_BYTES = 4096
CHUNK_BYTES = 256 * 1024
PDF_BEGINS_WITHIN_BYTES = 1024
BLANKS, MOST_BLANKS = b" \t\r\n\x00", 64  # before a JPEG that every viewer shows
JPEG_BEGINS = b"\xff\xd8\xff"
_BLANKS_BEFORE_A_PDF = b"\xef\xbb\xbf \t\r\n\x00"
_PDF_BEGINS = re.compile(rb"%PDF-\d\.\d")

PDF, JPEG, PNG, WEBP, HEIC = "application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"
AVIF = "image/avif"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp", HEIC: ".heic", AVIF: ".avif"}
PHOTOS = frozenset({JPEG, PNG, WEBP, HEIC, AVIF})
PAPERS = PHOTOS | {PDF}
_SHORT_NAMES = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", WEBP: "WebP", HEIC: "HEIC", AVIF: "AVIF"}

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})


def _is_heic(head: bytes) -> bool:
    """Return whether this is an ISO media file with the brand of a HEVC still picture."""
    return head[4:8] == b"ftyp" and bool(_HEIC_BRANDS & set(_brands(head)))


def _brands(head: bytes) -> list[bytes]:
    end = min(int.from_bytes(head[:4]), len(head))
    return [head[8:12], *(head[place : place + 4] for place in range(16, end, 4))]


def _is_pdf(head: bytes) -> bool:
    """Return whether a PDF begins here, with at most some text before it, such as a download's headers."""
    found = _PDF_BEGINS.search(head[:PDF_BEGINS_WITHIN_BYTES])
    if found is None:
        return False
    before = head[: found.start()]
    return b"\x00" not in before or not before.strip(_BLANKS_BEFORE_A_PDF)


def _holds(head: bytes, *needles: bytes) -> bool:
    return any(needle in head for needle in needles)


_MAIL_BEGINS = (b"Received:", b"Return-Path:", b"MIME-Version:", b"From: ")
_Fits = Callable[[bytes], bool]
_ACCEPTED_SIGNS: tuple[tuple[str, _Fits], ...] = (
    (JPEG, lambda head: head[: MOST_BLANKS + 3].lstrip(BLANKS).startswith(JPEG_BEGINS)),
    (PNG, lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    (WEBP, lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    (HEIC, _is_heic),
    (AVIF, lambda head: head[4:8] == b"ftyp" and b"avif" in _brands(head)),
    (PDF, _is_pdf),
)
# In this order: the first that fits names the file in the refusal.
_OTHER_SIGNS: tuple[tuple[str, _Fits], ...] = (
    (_("a GIF"), lambda head: head.startswith((b"GIF87a", b"GIF89a"))),
    (_("a TIFF picture"), lambda head: head.startswith((b"II*\x00", b"MM\x00*"))),
    (_("a BMP picture"), lambda head: head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00"),
    (_("a video"), lambda head: head[4:8] == b"ftyp" or head[:4] in (b"\x1aE\xdf\xa3", b"OggS")),
    (_("a Word document"), lambda head: head.startswith(b"PK") and _holds(head, b"word/")),
    (_("an Excel sheet"), lambda head: head.startswith(b"PK") and _holds(head, b"xl/")),
    (_("a ZIP archive"), lambda head: head.startswith(b"PK")),
    (_("an old Office document"), lambda head: head.startswith(b"\xd0\xcf\x11\xe0")),
    (_("a compressed archive"), lambda head: head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"))),
    (_("a program"), lambda head: head.startswith((b"MZ", b"\x7fELF", b"#!"))),
    (_("a PostScript file"), lambda head: head.startswith(b"%!PS")),
    (_("an RTF document"), lambda head: head.startswith(b"{\\rtf")),
    (_("an SVG drawing"), lambda head: b"<svg" in head.lower()),
    (_("a web page"), lambda head: _holds(head.lower(), b"<!doctype html", b"<html", b"<script", b"<body")),
    (
        _("an email"),
        lambda head: head.startswith(_MAIL_BEGINS),
    ),
    (_("a text file"), lambda head: b"\x00" not in head),
)


@dataclass(frozen=True)
class FileFacts:
    """Type, size in bytes and SHA-256 of an accepted file."""

    content_type: str
    size: int
    sha256: str

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.content_type]

    @property
    def is_pdf(self) -> bool:
        return self.content_type == PDF


def content_type_of(head: bytes) -> str:
    """Return the accepted content type of these first bytes, or an empty string."""
    return next((content_type for content_type, fits in _ACCEPTED_SIGNS if fits(head)), "")


def name_of_kind(head: bytes) -> str:
    """Return a plain name for a file that is not accepted."""
    return next((name for name, fits in _OTHER_SIGNS if fits(head)), _("of a kind we cannot read"))


def name_of(file: Any) -> str:
    """Return how a sentence names this file: its own name in quotation marks, or “This file”."""
    name = PurePosixPath(str(getattr(file, "name", None) or "")).name.strip()
    name = "".join(letter for letter in name if letter.isprintable())
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return f"“{short}”" if short else gettext("This file")


def read_file_facts(
    file: IO[bytes],
    *,
    accepted: Collection[str] = PAPERS,
    max_bytes: int | None = None,
    field: str | None = None,
) -> FileFacts:
    """Return type, size and SHA-256; a file of another kind, an empty or a too large one is ``Refused``.

    The limit is ``UPLOAD_MAX_BYTES`` by default. The file position is at the start afterwards.
    """
    most = max_bytes or settings.UPLOAD_MAX_BYTES
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head:
        raise _refused(file, field, gettext("{name} is empty; choose it again or take the photo again."))
    content_type = content_type_of(head)
    if content_type not in accepted:
        what = _with_article(_SHORT_NAMES[content_type]) if content_type else gettext(name_of_kind(head))
        said = gettext("{name} is {what}; send {kinds} instead.")
        raise _refused(file, field, said, what=what, kinds=_listed(accepted))
    digest, size = hashlib.sha256(head), len(head)
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if size > most:
            said = gettext("{name} is larger than {most} MB; send a smaller one.")
            raise _refused(file, field, said, most=most // MEBIBYTE)
    file.seek(0)
    return FileFacts(content_type, size, digest.hexdigest())


def sha256_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of any file in hex; the file position is at the start afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _refused(file: IO[bytes], field: str | None, sentence: str, **values: Any) -> Refused:
    return Refused(sentence.format(name=name_of(file), **values), field=field)


def _with_article(name: str) -> str:
    return (gettext("an {kind}") if name[0] in "AEIOU" else gettext("a {kind}")).format(kind=name)


def _listed(accepted: Collection[str]) -> str:
    """The usual kinds; AVIF is taken, and nobody is asked to make one."""
    usual = [content_type for content_type in _SHORT_NAMES if content_type != AVIF]
    *names, last = [_SHORT_NAMES[content_type] for content_type in usual if content_type in accepted]
    if not names:
        return _with_article(last)
    return gettext("a {kinds} or {last}").format(kinds=", ".join(names), last=last)
