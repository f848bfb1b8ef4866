"""The letters of a paper: which of the shipped typefaces print them, and what stands in for those of none.

A name may be in any script. The faces beside Plex are read when the first paper asks for one of their
letters, so they cost other papers nothing. The engine sees no font of the machine, so that a paper is the
same on every one; an emoji, and a letter that no shipped face has, prints as a stand-in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

STAND_IN = "\N{REPLACEMENT CHARACTER}"
_PLEX = "ibm-plex-sans-{}-400-normal.woff2"
PLEX = tuple(_PLEX.format(part) for part in ("latin", "latin-ext", "vietnamese"))
_NOTO = (
    *("armenian", "bengali", "ethiopic", "georgian", "gujarati", "gurmukhi", "kannada", "khmer", "lao"),
    *("malayalam", "myanmar", "sinhala", "tamil", "telugu"),
)
# The first that has a letter prints it.
OTHERS = (
    *(_PLEX.format(part) for part in ("cyrillic", "cyrillic-ext", "greek")),
    *(f"ibm-plex-sans-{part}-{part}-400-normal.woff2" for part in ("arabic", "devanagari", "hebrew", "thai")),
    *(f"noto-sans-{part}-{part}-400-normal.woff2" for part in _NOTO),
    "ibm-plex-sans-kr-korean-400-normal.woff",
    "droid-sans-fallback-full.ttf",
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CHOOSES_A_SHAPE = re.compile("[\ufe00-\ufe0f\u20e3]")
_EMOJI_SIGNS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"
_JOINER = "\u200d"
_PLAIN = {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u202f": "\xa0"}


def printable(html: str) -> tuple[str, str]:
    """Return the HTML with a stand-in for what cannot be printed, and the CSS of the faces beside Plex."""
    html = _CONTROL.sub(STAND_IN, html)
    if html.isascii():
        return html, ""
    html = unicodedata.normalize("NFC", html)
    foreign = sorted({letter for letter in html if not letter.isascii()} - _letters_of_plex())
    faces = {letter: _face_of(letter) for letter in foreign if not _is_invisible(letter)}
    html = _with_stand_ins(html, [letter for letter, face in faces.items() if not face])
    used = sorted({face for face in faces.values() if face})
    return _CHOOSES_A_SHAPE.sub("", html), _css_of(used)


def _with_stand_ins(html: str, letters: list[str]) -> str:
    """Replace each of these letters by a plain one that says the same, or by the stand-in: one an emoji."""
    if not letters:
        return html
    one = f"[{''.join(map(re.escape, letters))}]{_EMOJI_SIGNS}"
    return re.sub(f"{one}(?:{_JOINER}{one})*", lambda found: _plain(found[0]), html)


def _plain(found: str) -> str:
    plain = _PLAIN.get(found) or unicodedata.normalize("NFKC", found)
    return plain if set(plain) <= _letters_of_plex() else STAND_IN


def _is_invisible(letter: str) -> bool:
    """Return whether the letter only says how others are joined or in which direction they run."""
    return unicodedata.category(letter) == "Cf" or bool(_CHOOSES_A_SHAPE.match(letter))


def _face_of(letter: str) -> str:
    return next((name for name in OTHERS if letter in _letters_of(f"scripts/{name}")), "")


def _css_of(faces: list[str]) -> str:
    """Return the CSS that adds these faces to those of ``css/document.css``, each a family of its own."""
    if not faces:
        return ""
    each = [f'@font-face {{ font-family: "{name}"; src: url("fonts/scripts/{name}"); }}' for name in faces]
    families = ", ".join(f'"{name}"' for name in ("Plex Viet", *faces))
    return "\n".join([*each, f"html {{ --more-letters: {families} !important; }}"])


@cache
def _letters_of_plex() -> frozenset[str]:
    return frozenset().union(*(_letters_of(name) for name in PLEX))


@cache
def _letters_of(name: str) -> frozenset[str]:
    """Return the letters of a face; without the decompression of its outlines, which takes seconds."""
    fonts = import_module("fontTools.ttLib")
    with fonts.TTFont(Path(settings.BASE_DIR, "static/fonts", name), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
