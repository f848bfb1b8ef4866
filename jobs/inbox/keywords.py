"""The words by which somebody stops and starts texts, as carriers ask, in English and Spanish. Pure."""

from __future__ import annotations

from enum import StrEnum


class Keyword(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"


_WORDS: dict[Keyword, dict[str, tuple[str, ...]]] = {
    Keyword.STOP: {
        "en": ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"),
        "es": ("ALTO", "PARAR", "CANCELAR", "BASTA"),
    },
    Keyword.START: {"en": ("START", "UNSTOP"), "es": ("EMPEZAR", "INICIAR")},
    Keyword.HELP: {"en": ("HELP", "INFO"), "es": ("AYUDA",)},
}


def keyword_of(text: str) -> tuple[Keyword, str] | None:
    """Return the keyword that a text is, and its language; None for any other text."""
    word = text.strip().strip(".!¡\"'").upper()
    for keyword, by_language in _WORDS.items():
        for language, words in by_language.items():
            if word in words:
                return keyword, language
    return None
