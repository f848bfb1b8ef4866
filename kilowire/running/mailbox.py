"""The embedded broker: a folder of messages, in which a reader never sees half a message.

Kombu's filesystem transport writes a message under its final name, so a reader may get half of it, which
crashes the worker; and it passes every message through the machine's shared temporary folder.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Reads and writes messages by renaming files within one private folder."""

    @property
    def _folder(self) -> Path:
        return Path(self.data_folder_in)

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # kombu has no types
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        draft = self._folder / f"{name}.draft"
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.rename(self._folder / name)

    def _get(self, queue: str, timeout: Any = None) -> Any:
        for message in sorted(self._folder.glob("*.msg")):
            if message.name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = message.with_name(f"{message.name}.taken")
            try:
                message.rename(taken)
            except FileNotFoundError:  # another reader was first
                continue
            text = taken.read_text(encoding="utf-8")
            taken.unlink()
            return loads(text)
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
