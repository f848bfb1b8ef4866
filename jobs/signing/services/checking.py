"""Check that a sealed paper is the one that was sealed, to the last byte."""

from __future__ import annotations

import hashlib

from jobs.models import SignatureRequest
from kilowire.floor.refusals import Refused
from kilowire.floor.sealing.sealed import seal_holds
from kilowire.models import User

CHANGED = (
    "This file is not the paper that was sealed: bring it back from a backup, and find out who changed it."
)
GONE = "The sealed paper is no longer in the folder of files: bring it back from a backup."


def check_seal(*, request: SignatureRequest, by: User | None) -> None:
    """Compare a sealed paper with the hash on record and with its seal; ``Refused`` where a byte differs."""
    if request.result is None:
        raise Refused("This paper is not sealed yet.")
    try:
        with request.result.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Refused(GONE) from None
    is_the_same = hashlib.sha256(content).hexdigest() == request.sealed_sha256
    if not (is_the_same and seal_holds(content, request.sealed_with)):
        raise Refused(CHANGED)
