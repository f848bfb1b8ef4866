"""Encryption of what the second factor rests on: the first of ``MFA_KEY`` encrypts, and all of them decrypt.

Of a row of ``allauth.mfa`` the key of an authenticator app and the seed of recovery codes are encrypted; what
a passkey stores is public.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_ENCRYPTED = "gAAAA"  # how each token of Fernet begins; neither a base32 key nor a hexadecimal seed does
_SECRETS = ("secret", "seed")
_LISTS_OF_SECRETS = ("migrated_codes",)


def encrypt(text: str) -> str:
    return _fernets()[0].encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text; what was stored before anything was encrypted is returned as it is.

    ``InvalidToken`` is raised where none of the keys opens it.
    """
    return MultiFernet(_fernets()).decrypt(stored.encode()).decode() if is_encrypted(stored) else stored


def is_encrypted(stored: str) -> bool:
    return stored.startswith(_ENCRYPTED)


def under_first_key(stored: str) -> str:
    """Return the same text encrypted under the first key; unchanged where it is already."""
    if is_encrypted(stored):
        try:
            _fernets()[0].decrypt(stored.encode())
        except InvalidToken:
            pass
        else:
            return stored
    return encrypt(decrypt(stored))


def with_secrets(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return a row's data with ``change`` applied to each of its secrets."""
    changed = {name: change(data[name]) for name in _SECRETS if name in data}
    lists = {name: [change(each) for each in data[name]] for name in _LISTS_OF_SECRETS if name in data}
    return {**data, **changed, **lists}


def _fernets() -> list[Fernet]:
    digests = (
        hashlib.sha256(b"kilowire second factor\0" + key.encode()).digest() for key in settings.MFA_KEYS
    )
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
