"""The files that a builder stored, kept beside the tests' folder and copied back for the next test."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def now_there() -> set[Path]:
    """Every stored upload and paper."""
    root = Path(settings.JACKET_ROOT)
    return {path for path in root.rglob("*") if path.is_file()} if root.exists() else set()


def kept_since(before: set[Path], name: str) -> Path | None:
    """Keep what was stored since then under this name; None where nothing was."""
    if not (written := now_there() - before):
        return None
    folder = Path(settings.VAR_DIR) / "remembered" / name
    for path in written:
        copy = folder / path.relative_to(settings.JACKET_ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder


def copied_back(folder: Path | None) -> None:
    """Store these files again."""
    if folder:
        shutil.copytree(folder, settings.JACKET_ROOT, dirs_exist_ok=True, copy_function=shutil.copyfile)
