"""Whether a site is public: reached from the internet."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_public(url: str) -> bool:
    """Return whether a site at this URL is reached from the internet: by https, under a real name."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and not (
        host.startswith("127.") or host == "::1" or host.rpartition(".")[2] in ("test", "localhost")
    )
