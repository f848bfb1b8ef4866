"""Proof that a page's script ran: a small search that a program which posts forms without it has not done.

The page carries a signed token; its script looks for a number with which the token's hash begins with zeros.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing

SALT = "jobs.intake.request"
ZERO_BITS = 13
GOOD_FOR_S = 2 * 3600


def new_token() -> str:
    return signing.dumps(secrets.token_urlsafe(8), salt=SALT)


def is_proof(token: str, number: str) -> bool:
    """Return whether a token is ours, not too old, and its number was found."""
    if not number.isdecimal() or len(number) > 12:
        return False
    try:
        signing.loads(token, salt=SALT, max_age=GOOD_FOR_S)
    except signing.BadSignature:
        return False
    found = hashlib.sha256(f"{token}:{number}".encode()).digest()
    return int.from_bytes(found[:4]) >> (32 - ZERO_BITS) == 0


def name_of(token: str) -> str:
    """Return a short name of a token, under which one lead is kept."""
    return f"page:{hashlib.sha256(token.encode()).hexdigest()}"
