"""Environment variables: every name that the settings read, checks of the values, hints on misspellings."""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
NEAR_ENOUGH = 0.85
KEYLESS = PREPARE, BEAT = "prepare", "beat"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable. A secret may be given as ``NAME_FILE``.

    A deployment needs all marked ``deployment``, but for the parts of it that ``unused_by`` names.
    """

    meaning: str
    secret: bool = False
    deployment: bool = False
    unused_by: tuple[str, ...] = ()


VARIABLES = {
    "DATABASE_URL": Variable("where the database is: postgres://user:password@host/name", True, True),
    "CELERY_BROKER_URL": Variable(
        "where the worker's messages are: rediss://host:6379", True, True, (PREPARE,)
    ),
    "EMAIL_URL": Variable("how mail leaves: smtp+tls://user:password@host:587", True, True, KEYLESS),
    "LEADS_WEBHOOK_SECRET": Variable("what the website's webhook of leads is signed with: whsec_…", True),
    "MAIL_WEBHOOK_SECRET": Variable("what the mail provider's webhooks prove: user:password", True),
    "MAIL_REPLIES_TO": Variable("the address whose mail the provider hands in: replies@in.example.com"),
    "TEXT_URL": Variable("how texts leave: twilio://account:token@api.twilio.com?from=+15625550100", True),
    "SECRET_KEY": Variable("the key that signs sessions: 50 random characters", True, True, KEYLESS),
    "PORTAL_LINK_KEY": Variable("the key of homeowners' links: 50 random characters", True, True, KEYLESS),
    "MFA_KEY": Variable(
        "the key that encrypts what the second factor rests on: 50 random characters", True, True, (BEAT,)
    ),
    "SEAL_CERTIFICATE": Variable("the file with the certificate that seals signed papers: PKCS#12"),
    "SEAL_PASSWORD": Variable("the password of that file", True),
    "SEAL_TIMESTAMP_URL": Variable("a time-stamp service that is asked for each seal; by default none"),
    "PUBLIC_URL": Variable("the address people type: https://jobs.example.com", deployment=True),
    "DEFAULT_FROM_EMAIL": Variable(
        "who mail comes from: Example Electric <office@example.com>", deployment=True
    ),
    "ALLOWED_HOSTS": Variable("further host names of a site that is not public, with commas between"),
    "CSRF_TRUSTED_ORIGINS": Variable("further origins forms may come from, with commas between"),
    "TRUSTED_PROXIES": Variable("how many proxies of yours stand in front: 0, 1, 2 …"),
    "WEB_WORKERS": Variable("how many pages are made at once"),
    "UPLOAD_MAX_MB": Variable("the largest file a person may upload, in megabytes"),
    "LOG_FORMAT": Variable("json, or text for a person at a terminal"),
    "SECURITY_LOG": Variable("the file of the security log, which alone has clients' addresses"),
    "JACKET_ROOT": Variable("the folder of papers and photos; no web server may serve it"),
    "KILOWIRE_VAR": Variable("the folder for what the site writes beside the jacket"),
    "KILOWIRE_SERVED": Variable("the folder of static files and error pages, which a web server may serve"),
    "KILOWIRE_PART": Variable("prepare or beat, which are given fewer secrets; else all"),
    "UNENCRYPTED_HOSTS": Variable("hosts that are spoken to without encryption, with commas between"),
    "KILOWIRE_ADDRESS": Variable("host and port of the site that the command up runs"),
    "KILOWIRE_OWNER_NAME": Variable("the first owner's name"),
    "KILOWIRE_OWNER_EMAIL": Variable("the first owner's email address"),
    "KILOWIRE_OWNER_PASSWORD": Variable("the first owner's password", True),
    "DEBUG": Variable("1 on a developer's machine, and nowhere else"),
}
NAMES = frozenset(VARIABLES) | {f"{name}_FILE" for name, variable in VARIABLES.items() if variable.secret}


class Environment:
    """Typed values from a mapping of names to text; an invalid one raises ``ImproperlyConfigured``."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.debug = self.flag("DEBUG")
        given = {name for name, variable in VARIABLES.items() if variable.deployment and self._is_given(name)}
        self.embedded = not self.debug and not given
        if not self.debug:
            self._refuse_misspellings()
        self.part = self.choice("KILOWIRE_PART", ("all", *KEYLESS), "all")

    def text(self, name: str, default: str | Callable[[], str] | None = None) -> str:
        """Return the value; without one the default, or an error where a deployment needs it."""
        value = self._read(name)
        if value is not None:
            return value
        if VARIABLES[name].deployment and not (self.debug or self.embedded):
            if self.part in VARIABLES[name].unused_by:
                return ""
            raise ImproperlyConfigured(f"{name} is missing: {VARIABLES[name].meaning}.")
        return default() if callable(default) else default or ""

    def keys(self, name: str, default: Callable[[], str]) -> list[str]:
        """Return the keys, the newest first: the value holds one on each line, or with blanks between."""
        keys = self.text(name, default).split()
        if any(len(key) < SHORTEST_SECRET for key in keys):
            raise ImproperlyConfigured(
                f"{name} is too short: each key needs {SHORTEST_SECRET} random characters or more."
            )
        return keys

    def flag(self, name: str) -> bool:
        value = self._read(name) or "0"
        if value not in ("0", "1"):
            raise ImproperlyConfigured(f"{name} is {value!r}; it is 1 or 0.")
        return value == "1"

    def number(self, name: str, default: int, *, least: int = 0) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or int(value) < least:
            raise ImproperlyConfigured(f"{name} is {value!r}; it is a whole number from {least} up.")
        return int(value)

    def words(self, name: str) -> list[str]:
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}; {_nearest(value, choices)}.")
        return value

    def url(self, name: str, schemes: tuple[str, ...], default: str | Callable[[], str]) -> str:
        """Return a URL of one of these schemes; an error never repeats it, as it may contain a password."""
        value = self.text(name, default)
        scheme, colon, _ = value.partition("://")
        if not value and self.part in VARIABLES[name].unused_by:
            return ""
        if not colon or scheme not in schemes:
            raise ImproperlyConfigured(f"{name} begins with {scheme[:12]!r}; {_nearest(scheme, schemes)}.")
        try:
            urlsplit(value).port  # noqa: B018 - reading it is the check
        except ValueError as odd:
            raise ImproperlyConfigured(f"{name} has an odd port.") from odd
        return value

    def optional_url(self, name: str, schemes: tuple[str, ...], default: str) -> str:
        """Return a URL, or an empty text where a deployment gives none; the default elsewhere."""
        known = self.debug or self.embedded or self._is_given(name)
        return self.url(name, schemes, default) if known else ""

    def _is_given(self, name: str) -> bool:
        return name in self._values or f"{name}_FILE" in self._values

    def _read(self, name: str) -> str | None:
        value, path = self._values.get(name), self._values.get(f"{name}_FILE")
        if VARIABLES[name].secret and path is not None:
            if value is not None:
                raise ImproperlyConfigured(f"{name} and {name}_FILE are both given; give one of them.")
            value = _file_text(name, path)
        if value is not None and not value.strip():
            raise ImproperlyConfigured(f"{name} is empty: {VARIABLES[name].meaning}.")
        return value.strip() if value is not None else None

    def _refuse_misspellings(self) -> None:
        for name in self._values:
            if name in NAMES:
                continue
            if name.endswith("_FILE") and name.removesuffix("_FILE") in VARIABLES:
                stem = name.removesuffix("_FILE")
                raise ImproperlyConfigured(f"{name} is not read: {stem} is no secret, give {stem}.")
            near = difflib.get_close_matches(name.upper(), sorted(NAMES), n=1, cutoff=NEAR_ENOUGH)
            if near or name.startswith("KILOWIRE_"):
                raise ImproperlyConfigured(
                    f"{name} is not a setting of KiloWire; {_nearest(name.upper(), NAMES)}."
                )


def _nearest(word: str, choices: tuple[str, ...] | frozenset[str]) -> str:
    near = difflib.get_close_matches(word, sorted(choices), n=1, cutoff=0.0)[0]
    return f"the nearest right one is {near}"


def _file_text(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read.") from failure


def kept_secret(path: Path) -> str:
    """Return the key in this file; make it first where there is none, readable by this account alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # the second process uses the first one's key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
