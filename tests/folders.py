"""Folders that belong to a run of the tests, and the sweeping of those whose run was killed.

A run holds a lock on its folder, which Linux frees when the last of its processes is gone, however that came
about. A folder that nobody holds is nobody's.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path


class OwnFolder:
    """A new folder that nobody sweeps while this process, or one forked from it, lives."""

    def __init__(self, prefix: str, place: str | None = None) -> None:
        sweep(prefix, place)
        self._held: int | None = None
        while self._held is None:  # another run may sweep a new folder in the moment before it is held
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
            self._held = _hold(self.path)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None


def sweep(prefix: str, place: str | None = None) -> None:
    """Remove the folders of this account and this name that no living process holds."""
    for folder in Path(place or tempfile.gettempdir()).glob(f"{prefix}*"):
        held = _hold(folder)
        if held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _hold(folder: Path) -> int | None:
    """Lock a folder of ours, unless somebody else has it or it is gone."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        ours = os.fstat(opened).st_uid == os.geteuid() and folder.exists()
    except BlockingIOError:
        ours = False
    if ours:
        return opened
    os.close(opened)
    return None
