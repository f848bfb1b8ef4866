"""Hands a mail over, and the SMTP back end that notices where an answer was lost."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from kilowire.floor.outgoing.failures import AnswerLost, RefusedByServer, ServerAway

PERMANENT = 500


def hand_over(mail: EmailMessage) -> str:
    """Hand over this mail; return the provider's id of it, or an empty text where there is none.

    Raises ``RefusedByServer``, ``ServerAway`` or ``AnswerLost``.
    """
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        raise _refusal(*next(iter(refusal.recipients.values()))) from refusal
    except smtplib.SMTPAuthenticationError as refusal:  # somebody will correct the password
        raise ServerAway(_words(refusal.smtp_code, refusal.smtp_error)) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise _refusal(refusal.smtp_code, refusal.smtp_error) from refusal
    except (smtplib.SMTPException, OSError) as failure:
        raise ServerAway from failure
    return str(getattr(getattr(mail, "anymail_status", None), "message_id", None) or "")[:128]


def _refusal(code: int, words: bytes | str) -> Exception:
    said = _words(code, words)
    return RefusedByServer(said) if code >= PERMANENT else ServerAway(said)


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"


class _NoticesLostAnswers:
    """Tells whether a connection broke before the message was handed over, or while it was."""

    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)  # type: ignore[misc]
        except smtplib.SMTPDataError:
            raise
        except (smtplib.SMTPServerDisconnected, OSError) as broken:
            raise AnswerLost from broken


class Connection(_NoticesLostAnswers, smtplib.SMTP):
    """An SMTP connection that raises ``AnswerLost``."""


class EncryptedConnection(_NoticesLostAnswers, smtplib.SMTP_SSL):
    """The same, encrypted from its beginning."""


class SmtpBackend(EmailBackend):
    """Django's SMTP back end; how the connection ends after a mail was taken says nothing about the mail."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return EncryptedConnection if self.use_ssl else Connection

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()
