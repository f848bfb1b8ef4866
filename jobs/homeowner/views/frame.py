"""What stands around every homeowner page: its token, the languages, and addresses that keep the language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from jobs.models import Language


def address_of(token: str, name: str, **more: str) -> str:
    """Return the address of a homeowner page in the language of this one, with ``more`` as its query."""
    return f"{reverse(name, args=[token])}?{urlencode({'lang': get_language(), **more})}"


def frame(token: str, here: str, **more: str) -> dict[str, Any]:
    """Return the context of the base template for the page at the path ``here``; ``more`` is its query."""
    now = get_language()
    return {
        "token": token,
        "lang": now,
        "languages": [
            {
                "code": code,
                "label": label,
                "current": code == now,
                "url": f"{here}?{urlencode({'lang': code, **more})}",
            }
            for code, label in Language.choices
        ],
    }
