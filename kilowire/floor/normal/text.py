"""The normal form of any text, on which those of names, numbers and addresses are built. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

APOSTROPHES = "'`´‘’‛′ʹʻʼʽˈˊˋ＇᾽ʾʿ"
_ODD_HYPHENS = dict.fromkeys(map(ord, "−⁃∼﹘"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"), None)
# Marks of a lower class are part of the letter: the sound marks of Japanese, the signs of Indic scripts.
_LOWEST_ACCENT = 10


def folded(text: str, *, apostrophe: str = "") -> str:
    """Return the text in lower case, without accents, apostrophes and signs that nobody sees.

    Compatibility forms and digits of other scripts become plain ones, Latin letters their plain letter (ł is
    l, ß is ss), every hyphen or dash "-", and every run of blanks one blank. Letters of other scripts stay.
    ``apostrophe`` stands in place of each apostrophe.
    """
    text = text.translate({**dict.fromkeys(map(ord, APOSTROPHES), apostrophe), **_ODD_HYPHENS, **_UNSEEN})
    plain = "".join(_plain_letters(unicodedata.normalize("NFKD", text)))
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split())


def words_of(text: str) -> list[str]:
    """Return the words of a folded text: runs of letters, with their marks, and digits."""
    return "".join(sign if _is_in_words(sign) else " " for sign in text).split()


def _is_in_words(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def _plain_letters(text: str) -> Iterator[str]:
    for letter in text:
        if letter.isascii():
            yield letter
            continue
        category = unicodedata.category(letter)
        if category == "Pd":
            yield "-"
        elif category == "Nd":
            yield str(unicodedata.decimal(letter))
        elif category != "Cf" and unicodedata.combining(letter) < _LOWEST_ACCENT:
            yield anyascii(letter) if unicodedata.name(letter, "").startswith("LATIN") else letter
