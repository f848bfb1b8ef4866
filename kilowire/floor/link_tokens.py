"""Tokens and one-time codes of homeowner links, derived from a row's id and a key and never stored. Pure.

A token is the link's id and version with an HMAC over both; raising the version voids every older token. A
code is six digits derived from its row's id, so that a notice can name the row and never the code.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

CODE_DIGITS = 6
_MAC_BYTES = 20
_ID_BYTES, _VERSION_BYTES = 6, 2
_TOKEN_BYTES = _ID_BYTES + _VERSION_BYTES + _MAC_BYTES
# The purpose is a prefix of what is signed, so that no code is ever part of a token.
_LINK, _CODE = b"kilowire link\0", b"kilowire code\0"


@dataclass(frozen=True, slots=True)
class ReadToken:
    """The content of a token; it is valid only where the row has the same version."""

    link_id: int
    version: int


def token_of(link_id: int, version: int, key: str) -> str:
    """Return the token of this version of a link: 38 characters that are safe in a URL."""
    named = link_id.to_bytes(_ID_BYTES) + version.to_bytes(_VERSION_BYTES)
    return urlsafe_b64encode(named + _mac(_LINK, named, key)).decode().rstrip("=")


def read_token(token: str, *keys: str) -> ReadToken | None:
    """Return the content of a token, or None where it was made with none of these keys."""
    return next((read for key in keys if (read := _read(token, key))), None)


def _read(token: str, key: str) -> ReadToken | None:
    written = _decoded(token)
    named = written[: _ID_BYTES + _VERSION_BYTES]
    if len(written) != _TOKEN_BYTES or not hmac.compare_digest(
        written[len(named) :], _mac(_LINK, named, key)
    ):
        return None
    read = ReadToken(int.from_bytes(named[:_ID_BYTES]), int.from_bytes(named[_ID_BYTES:]))
    return read if token_of(read.link_id, read.version, key) == token else None


def code_of(code_id: int, key: str) -> str:
    """Return the six digits of a one-time code."""
    number = int.from_bytes(_mac(_CODE, code_id.to_bytes(8), key))
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def is_code(typed: str, code_id: int, *keys: str) -> bool:
    """Return whether somebody typed this code, made with one of these keys; compared in constant time."""
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdecimal())
    return any(hmac.compare_digest(digits, code_of(code_id, key)) for key in keys)


def _mac(purpose: bytes, named: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), purpose + named, hashlib.sha256)[:_MAC_BYTES]


def _decoded(token: str) -> bytes:
    try:
        return urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        return b""
