"""Detects PDFs that run a script, start a program or need Acrobat."""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MAX_OBJECTS = 300_000
_RUNS = frozenset({"/JavaScript", "/Launch"})
# No action can hang below these, and they hold most of a file's objects.
_WITHOUT_ACTIONS = frozenset({"/Contents", "/Metadata", "/Parent", "/Resources", "/StructTreeRoot"})
# pypdf has no single error for a damaged file; each of these means the same to us.
_DAMAGED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class Unreadable(Exception):
    """The objects of the file cannot be read."""


class Trouble(StrEnum):
    """Why a PDF is not accepted."""

    NONE = ""
    SCRIPT = "script"
    NEEDS_ACROBAT = "needs_acrobat"


def trouble_with(content: bytes) -> Trouble:
    """Return what this PDF would do besides being read; raise ``Unreadable`` where it is damaged."""
    try:
        root = PdfReader(BytesIO(content)).root_object
        if _any_runs(root):
            return Trouble.SCRIPT
        return Trouble.NEEDS_ACROBAT if root.get("/NeedsRendering") else Trouble.NONE
    except _DAMAGED as error:
        raise Unreadable from error


def _any_runs(root: DictionaryObject) -> bool:
    """Return whether any object below the root runs a script or a program."""
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            if len(seen) > MAX_OBJECTS:
                raise ValueError("endless")
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            if "/JS" in found or found.get("/S") in _RUNS:
                return True
            waiting += [value for key, value in found.items() if key not in _WITHOUT_ACTIONS]
        elif isinstance(found, ArrayObject):
            waiting += found
    return False
