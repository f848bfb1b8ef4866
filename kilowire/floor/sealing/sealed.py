"""Seals a PDF and checks a seal, each in a child process, with the company's certificate."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)
PROGRAM = Path(__file__).with_name("program.py")
LONGEST_S = 90
NO_CERTIFICATE = (
    "The certificate that seals signed papers cannot be opened: have its file and its password looked at."
)
NOT_SEALED = "The paper could not be sealed; the worker's log has the details."


class CannotSeal(Exception):
    """The child did not seal the PDF; ``str()`` is what the office reads."""


@dataclass(frozen=True)
class Sealed:
    """A sealed PDF, and the SHA-256 of the certificate that sealed it."""

    content: bytes
    fingerprint: str


def sealed(content: bytes, *, reason: str) -> Sealed:
    """Return the PDF with the company's seal as its last change, checked; raise ``CannotSeal``."""
    words = {
        "operation": "seal",
        "password": settings.SEAL_PASSWORD,
        "reason": reason,
        "timestamp_url": settings.SEAL_TIMESTAMP_URL,
    }
    said, whole = _run(words, certificate(), content)
    if not said["holds"]:
        raise CannotSeal(NOT_SEALED)
    return Sealed(whole, said["fingerprint"])


def seal_holds(content: bytes, fingerprint: str) -> bool:
    """Return whether a seal with this certificate covers the whole of a PDF, so that not one byte differs."""
    try:
        said, _ = _run({"operation": "check", "fingerprint": fingerprint}, b"", content)
    except CannotSeal:  # so much differs that it is no PDF any more
        return False
    return bool(said["holds"])


def certificate() -> bytes:
    """Return the company's certificate with its key as PKCS#12; made where none is given and none kept."""
    path = Path(settings.SEAL_CERTIFICATE)
    if not path.exists() and settings.SEAL_CERTIFICATE_IS_OURS:
        _make(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotSeal(NO_CERTIFICATE) from error


def _make(path: Path) -> None:
    """Make a certificate and keep it, readable by this account alone; the first of two processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = _run({"operation": "make", "organization": settings.SEAL_ORGANIZATION}, b"", b"")[1]
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _run(words: dict[str, Any], given: bytes, content: bytes) -> tuple[dict[str, Any], bytes]:
    head = json.dumps({**words, "certificate_bytes": len(given)}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM)],
            input=head + b"\n" + given + content,
            capture_output=True,
            timeout=LONGEST_S,
            env={"PATH": os.environ.get("PATH", "")},
            check=True,
        )
    except subprocess.SubprocessError as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        logger.error("The child that seals papers failed: %s", said[-2000:])
        raise CannotSeal(NO_CERTIFICATE if "PKCS" in said or "password" in said else NOT_SEALED) from error
    line, _, rest = done.stdout.partition(b"\n")
    return json.loads(line), rest
