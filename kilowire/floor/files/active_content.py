"""Finds and removes what a PDF does by itself: scripts, forms that send, programs, links to file servers."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from django.utils.translation import gettext_noop as _

from kilowire.floor.files.found import NotTaken

MAX_OBJECTS = 300_000
_RUNS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"})
_PLACES = ("/URI", "/F", "/UF")
# Whoever opens a file of a server shows it who they are.
_SHARE = re.compile(r"\s*(?:file:|smb:|\\\\|//)", re.IGNORECASE)
_PROGRAM_NAMES = frozenset(
    [
        "apk",
        "app",
        "bat",
        "cmd",
        "com",
        "cpl",
        "deb",
        "dll",
        "dmg",
        "docm",
        "exe",
        "hta",
        "img",
        "iso",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "msp",
        "pif",
        "pkg",
        "pptm",
        "ps1",
        "psm1",
        "reg",
        "rpm",
        "scr",
        "sh",
        "url",
        "vbe",
        "vbs",
        "vhd",
        "wsf",
        "wsh",
        "xlsm",
    ]
)
_PROGRAM_BEGINS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
CARRIES_A_PROGRAM = _(
    "{name} carries a program; send the paper without it, or print it to a new PDF and send that one."
)
_SCRIPTS = frozenset({"/JavaScript", "/JS"})
# No action can hang below these, and they hold most of a file's objects.
_WITHOUT_ACTIONS = frozenset({"/Contents", "/Metadata", "/Parent", "/Resources", "/StructTreeRoot"})


def needs_acrobat(pdf: pikepdf.Pdf) -> bool:
    """Return whether the pages of this form are made by Acrobat alone."""
    return bool(pdf.Root.get("/NeedsRendering"))


def remove_active_content(pdf: pikepdf.Pdf) -> bool:
    """Remove every script and action that runs or sends something; return whether there was any.

    Raises ``ValueError`` where the objects below the root are without end; a PDF that carries a program is
    ``NotTaken``.
    """
    waiting: list[Any] = [pdf.Root]
    seen: set[tuple[int, int]] = set()
    removed = False
    while waiting:
        found = waiting.pop()
        if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            continue
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
            if len(seen) > MAX_OBJECTS:
                raise ValueError("endless")
        if isinstance(found, pikepdf.Dictionary) and "/EF" in found and _is_program(found):
            raise NotTaken(CARRIES_A_PROGRAM)
        removed |= _remove_from(found)
        waiting += _below(found)
    return removed


def _remove_from(found: Any) -> bool:
    """Remove the actions that this dictionary or array holds directly."""
    if isinstance(found, pikepdf.Array):
        at = [place for place, value in enumerate(found) if _runs(value)]
        for place in reversed(at):
            del found[place]
        return bool(at)
    keys = [key for key, value in found.items() if key in _SCRIPTS or _runs(value)]
    for key in keys:
        del found[key]
    return bool(keys)


def _runs(value: Any) -> bool:
    if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    kind = str(value.get("/S", ""))
    prints = kind == "/Named" and str(value.get("/N", "")) == "/Print"
    return kind in _RUNS or "/JS" in value or prints or (bool(kind) and _leads_to_a_share(value))


def _leads_to_a_share(action: Any) -> bool:
    """Return whether an action names a file of a server, by an address or by a file's name."""
    for place in _PLACES:
        named = action.get(place)
        if isinstance(named, pikepdf.Dictionary):
            if _leads_to_a_share(named):
                return True
        elif isinstance(named, (pikepdf.String, str)) and _SHARE.match(str(named)):
            return True
    return False


def _is_program(attached: Any) -> bool:
    """Return whether an attached file is a program, by its names or by how it begins."""
    names = [str(attached[key]) for key in ("/F", "/UF") if key in attached]
    if any(name.rpartition(".")[2].strip().lower() in _PROGRAM_NAMES for name in names):
        return True
    files = [file for file in dict(attached["/EF"]).values() if isinstance(file, pikepdf.Stream)]
    return any(file.read_bytes().startswith(_PROGRAM_BEGINS) for file in files)


def _below(found: Any) -> list[Any]:
    if isinstance(found, pikepdf.Array):
        return list(found)
    return [value for key, value in found.items() if key not in _WITHOUT_ACTIONS]
