"""allauth's forms of the second factor, with tries counted as those of a password are.

A code of an authenticator app is taken once; that too is written in the database.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError

from kilowire.accounts.attempts import take_try
from kilowire.accounts.failures import count_failure
from kilowire.floor.json_bodies import plain_json
from kilowire.floor.limits import Limit, TooManyTries, take
from kilowire.floor.security_log import Happened, tell
from kilowire.floor.too_many import refused_on_form
from kilowire.models import User

UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    struct.error,
    InvalidSignature,
)
SECRET = "second factor"  # noqa: S105 - what is counted
ONCE = Limit(1, 3 * app_settings.TOTP_PERIOD)


@contextmanager
def counted(user: User) -> Iterator[None]:
    """Count a try before the code is compared, and give it back if the code was right."""
    try:
        taken = take_try(context.request, SECRET, user)
    except TooManyTries as refusal:
        count_failure(user)
        tell(Happened.TOO_MANY_TRIES, user=user.pk, of=SECRET)
        refused_on_form(context.request, refusal)
        raise get_adapter().validation_error("too_many_login_attempts") from refusal
    try:
        yield
    except ValidationError:
        count_failure(user)
        raise
    for each in taken:
        each.give_back()


def _refuse_used(user: User, code: str) -> None:
    try:
        take(ONCE, "code of an authenticator app", user.pk, *filter(str.isdecimal, code))
    except TooManyTries as used:
        raise get_mfa_adapter().validation_error("incorrect_code") from used


class _CodeForm(base.BaseAuthenticateForm):
    def clean_code(self) -> str:
        with counted(self.user):
            code: str = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                _refuse_used(self.user, code)
        return code


class AuthenticateForm(_CodeForm, base.AuthenticateForm):
    """A code at the sign-in."""


class ReauthenticateForm(_CodeForm, base.ReauthenticateForm):
    """A code before something that asks for it again."""


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def clean_code(self) -> str:
        with counted(self.user):
            code: str = super().clean_code()
        return code


class _PlainJSON(json.JSONDecoder):
    """Refuses as wrong JSON what is too deep or has too many parts, on which Python's own would break."""

    def decode(self, s: str, *_: Any) -> Any:
        try:
            return plain_json(s.encode())
        except ValueError as refusal:
            raise json.JSONDecodeError(str(refusal), s, 0) from refusal


def _key() -> forms.JSONField:
    """A passkey's answer, as the browser writes it."""
    words = {"invalid": "The passkey's answer cannot be read. Try it again."}
    return forms.JSONField(widget=forms.HiddenInput, decoder=_PlainJSON, error_messages=words)


@contextmanager
def _refused_where_unreadable() -> Iterator[None]:
    """The library that reads a passkey's answer expects that a browser wrote it."""
    try:
        yield
    except (*UNREADABLE, InvalidSignature) as error:
        raise get_mfa_adapter().validation_error("incorrect_code") from error


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    """A new passkey."""

    credential = _key()

    def clean(self) -> dict[str, Any] | None:
        with _refused_where_unreadable():
            return super().clean()


class LoginWebAuthnForm(webauthn.LoginWebAuthnForm):
    """A passkey in place of a password."""

    credential = _key()

    def clean_credential(self) -> Any:
        with _refused_where_unreadable():
            return super().clean_credential()


class _KeyForm(webauthn.AuthenticateWebAuthnForm):
    credential = _key()

    def clean_credential(self) -> Any:
        with counted(self.user), _refused_where_unreadable():
            return super().clean_credential()


class AuthenticateWebAuthnForm(_KeyForm):
    """A passkey as second factor at the sign-in."""


class ReauthenticateWebAuthnForm(_KeyForm, webauthn.ReauthenticateWebAuthnForm):
    """A passkey before something that asks for it again."""
