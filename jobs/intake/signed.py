"""Webhooks that are signed as Standard Webhooks says: id, timestamp and body by HMAC-SHA256. Pure."""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import sha256

TOLERANCE_S = 300
PREFIX, VERSION = "whsec_", "v1"


def is_signed(
    *, secret: str, message_id: str, timestamp: str, signatures: str, body: bytes, now: int
) -> bool:
    """Return whether one of the signatures is ours and the timestamp is at most five minutes from ``now``.

    ``secret`` is ``whsec_`` and base64, ``timestamp`` in seconds since 1970, ``signatures`` the whole header.
    """
    if not (secret and message_id and timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_S:
        return False
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return False
    ours = base64.b64encode(hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, sha256))
    given = (each.partition(",") for each in signatures.split())
    return any(hmac.compare_digest(ours, said.encode()) for version, _, said in given if version == VERSION)
