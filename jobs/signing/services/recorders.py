"""The registry of what is recorded once a paper is signed and sealed, by its kind.

``jobs.signing`` imports no room at its right and no other app: whoever records a signed paper declares it
in a module ``signed_papers``, which is found when Django starts and calls ``records``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import File

from jobs.models import Signature, SignatureRequest
from kilowire.models import User


@dataclass(frozen=True, slots=True)
class SignedResult:
    """A sealed PDF to be recorded: signed on the day of the last signature, countersigned by ``by``."""

    request: SignatureRequest
    file: File[bytes]
    signed_on: date
    name_as_signed: str
    by: User


Recorder = Callable[[SignedResult], Sequence[Signature]]
_RECORDERS: dict[str, Recorder] = {}


def records(paper: str, recorder: Recorder) -> None:
    """Register who records a signed paper: files it, and returns the signatures that stand on the file."""
    _RECORDERS[paper] = recorder


def recorder_of(paper: str) -> Recorder:
    return _RECORDERS[paper]
