"""The gateway for text messages: what it does, and one that keeps texts in a folder."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

LONGEST = 480
"""So many signs of a text are sent, three parts of a message."""


class Gateway(Protocol):
    """Sends texts to telephone numbers."""

    has_webhooks: bool
    """Whether the gateway's service calls us."""

    def is_genuine(self, address: str, fields: Mapping[str, str], signature: str) -> bool:
        """Return whether the service signed this form, which was posted to this address."""

    def send(self, *, to: str, text: str, name: str) -> str:
        """Send this text to a number in E.164 and return the gateway's id of it.

        ``name`` names the message in its reports. Raises ``RefusedByServer``, ``ServerAway`` or
        ``AnswerLost``.
        """


def can_text() -> bool:
    """Return whether the site sends texts."""
    return bool(settings.TEXT_GATEWAY)


@cache
def gateway() -> Gateway:
    """Return the gateway that the settings name."""
    made: Gateway = import_string(settings.TEXT_GATEWAY)()
    return made


class FolderGateway:
    """Writes each text into a file of the folder ``TEXT_FOLDER``, for a site that sends none."""

    has_webhooks = False

    def is_genuine(self, address: str, fields: Mapping[str, str], signature: str) -> bool:
        return False

    def send(self, *, to: str, text: str, name: str) -> str:
        folder = Path(settings.TEXT_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{time.time_ns()}-{name}.txt"
        file.write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
        return file.stem
