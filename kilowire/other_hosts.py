"""Addresses of database, broker and mail server: which must be encrypted, and Django's settings of mail."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = frozenset({"", "localhost", "127.0.0.1", "::1"})
PLAIN = {
    "smtp": "smtp+tls:// or smtp+ssl://",
    "redis": "rediss://",
    "postgres": "?sslmode=verify-full",
    "postgresql": "?sslmode=verify-full",
}
"""Schemes that do not encrypt, and what to write for one that does."""
ENCRYPTED_MODES = frozenset({"require", "verify-ca", "verify-full"})


def refuse_unencrypted(name: str, url: str, allowed: list[str]) -> None:
    """Raise ``ImproperlyConfigured`` where passwords and rows would cross a network in plain.

    Hosts of ``allowed`` may be spoken to so, such as those of an internal network; this machine may.
    """
    parts = urlsplit(url)
    host = unquote(parts.hostname or "")
    if parts.scheme not in PLAIN or host in THIS_MACHINE or host.startswith("/") or host in allowed:
        return
    modes = parse_qs(parts.query).get("sslmode", []) if parts.scheme.startswith("postgres") else []
    if ENCRYPTED_MODES.intersection(modes):
        return
    raise ImproperlyConfigured(
        f"{name} leads to another machine without encryption: write {PLAIN[parts.scheme]}, "
        f"or name {host} in UNENCRYPTED_HOSTS."
    )


def mail_settings(url: str) -> dict[str, str | int | bool]:
    """Return Django's mail settings for smtp://, smtp+tls:// or smtp+ssl:// (server), file:// (folder)."""
    parts = urlsplit(url)
    if not url:  # a part of the site that sends no mail
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL names no host.")
    tls, ssl = parts.scheme == "smtp+tls", parts.scheme == "smtp+ssl"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (587 if tls else 465 if ssl else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 20,
    }
