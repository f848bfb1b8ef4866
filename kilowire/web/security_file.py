"""The file of the security log: one JSON object per line, readable by the site's own account alone."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

LONGEST_BYTES = 20 * 1024 * 1024
KEPT_DAYS = 400


class SecurityLine(logging.Formatter):
    """What happened, when, where the request came from, and ids."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "request_id": getattr(record, "request_id", "-"),
            "event": record.getMessage(),
            **getattr(record, "security", {}),
        }
        return json.dumps(line, ensure_ascii=True, default=str)


class SecurityFile(WatchedFileHandler):
    """Handler that every process of the site writes with; a file that was moved away is begun anew."""

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(path, "a", encoding="utf-8", opener=_for_us_alone)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def turn(path: Path, now: datetime) -> None:
    """Move a file that has grown long aside under the day's name, and remove what is older than 400 days."""
    if path.exists() and path.stat().st_size > LONGEST_BYTES:
        aside = path.with_name(f"{path.name}.{now:%Y-%m-%d}")
        if not aside.exists():
            path.rename(aside)
    too_old = (now - timedelta(days=KEPT_DAYS)).timestamp()
    for old in path.parent.glob(f"{path.name}.????-??-??"):
        if old.stat().st_mtime < too_old:
            old.unlink()
