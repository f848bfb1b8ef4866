"""The word on the last page of a paper to sign: whoever types it has opened the paper to its end. Pure."""

from __future__ import annotations

import secrets
import unicodedata

WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        "amber", "anchor", "basket", "bridge", "candle", "canyon", "cedar", "copper", "desert", "falcon",
        "garden", "harbor", "island", "jacket", "ladder", "lemon", "maple", "meadow", "mirror", "orange",
        "pepper", "pillow", "planet", "river", "saddle", "silver", "summer", "tunnel", "valley", "window",
    ),
    "es": (
        "abeja", "arena", "barco", "bosque", "camino", "campana", "cobre", "espejo", "estrella", "flor",
        "fuente", "jardín", "lago", "limón", "luna", "madera", "mercado", "montaña", "naranja", "nube",
        "pan", "piedra", "plata", "playa", "puente", "reloj", "río", "sombra", "ventana", "verano",
    ),
}  # fmt: skip


def new_word(language: str) -> str:
    """Return a word of this language, drawn by lot."""
    return secrets.choice(WORDS[language])


def is_the_word(typed: str, word: str) -> bool:
    """Return whether this word was typed; capitals, accents and blanks around it do not matter."""
    return _bare(typed) == _bare(word)


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
