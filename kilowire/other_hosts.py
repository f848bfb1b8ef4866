"""Addresses of database, broker, mail and texts: which must be encrypted, and the settings they become."""

from __future__ import annotations

from dataclasses import dataclass
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
MAIL_PROVIDERS = (
    "amazon_ses", "brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal", "postmark",
    "resend", "scaleway", "sendgrid", "sparkpost", "unisender_go",
)  # fmt: skip
"""Those that django-anymail knows; the scheme of ``EMAIL_URL`` names one, with hyphens."""
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "file", *(name.replace("_", "-") for name in MAIL_PROVIDERS))
TEXT_SCHEMES = ("twilio", "file")
TWILIO = "api.twilio.com"


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


def mail_settings(url: str, webhook_secret: str = "") -> dict[str, object]:
    """Return Django's mail settings for a server (smtp://, smtp+tls://, smtp+ssl://), a folder (file://) or a
    provider (``postmark://?server_token=…``), whose webhooks know ``webhook_secret``.
    """
    return {"MAIL_PROVIDER": "", **_mail_settings(url, webhook_secret)}


def _mail_settings(url: str, webhook_secret: str) -> dict[str, object]:
    parts = urlsplit(url)
    provider = parts.scheme.replace("-", "_")
    if provider in MAIL_PROVIDERS:
        return _provider_settings(provider, parts.query, webhook_secret)
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
        "EMAIL_BACKEND": "kilowire.floor.outgoing.mail.SmtpBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (587 if tls else 465 if ssl else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 20,
    }


def _provider_settings(provider: str, query: str, webhook_secret: str) -> dict[str, object]:
    given = {name.upper(): values[0] for name, values in parse_qs(query).items()}
    anymail = {f"{provider.upper()}_{name}": value for name, value in given.items()}
    if webhook_secret:
        anymail["WEBHOOK_SECRET"] = webhook_secret
    return {
        "EMAIL_BACKEND": "kilowire.floor.outgoing.provider.ProviderBackend",
        "MAIL_PROVIDER": provider,
        "ANYMAIL": {"IGNORE_UNSUPPORTED_FEATURES": True, "REQUESTS_TIMEOUT": 20, **anymail},
    }


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How texts leave; without a gateway, none does."""

    gateway: str = ""
    folder: str = ""
    account: str = ""
    token: str = ""
    number: str = ""
    api: str = ""


def text_settings(url: str) -> TextSettings:
    """Return the settings of ``twilio://account:token@api.twilio.com?from=+1…``, of a folder, or of none.

    Another host than Twilio's is asked in its place.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return TextSettings("kilowire.floor.outgoing.texts.FolderGateway", folder=parts.path)
    if not url:
        return TextSettings()
    number = parse_qs(parts.query.replace("+", "%2B")).get("from", [""])[0]
    if not (parts.username and parts.password and number.startswith("+")):
        raise ImproperlyConfigured("TEXT_URL is twilio://account:token@api.twilio.com?from=+15625550100.")
    scheme = "http" if parts.hostname in THIS_MACHINE else "https"
    return TextSettings(
        "kilowire.floor.outgoing.twilio.TwilioGateway",
        account=unquote(parts.username),
        token=unquote(parts.password),
        number=number,
        api="" if parts.hostname == TWILIO else f"{scheme}://{parts.netloc.rpartition('@')[2]}",
    )
