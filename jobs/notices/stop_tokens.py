"""The token by which one person stops notices of some kinds, without signing in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

_SALT = "kilowire stop notices"


@dataclass(frozen=True, slots=True)
class Stop:
    """Who stops which kinds."""

    person: int
    kinds: tuple[str, ...]


def stop_token(person: int, kinds: tuple[str, ...], key: str) -> str:
    """Return the token that stops these kinds for this person."""
    return signing.dumps([person, *kinds], key=key, salt=_SALT)


def read_stop_token(token: str, *keys: str) -> Stop | None:
    """Return the content of a token, or None where it was made with none of these keys."""
    for key in keys:
        try:
            person, *kinds = signing.loads(token, key=key, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        return Stop(person, tuple(kinds))
    return None
