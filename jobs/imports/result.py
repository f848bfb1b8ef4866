"""What the rows of a list became: opened, there already, or refused with the reasons. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Result:
    """Counts, the refused rows with their reasons, and what the office should look at.

    A refused row is ``{"line", "name", "reasons"}``, a note ``{"line", "note"}``; of a dry run ``opened`` is
    what would be opened.
    """

    rows: int = 0
    opened: int = 0
    there: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.refusals)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def refuse(self, line: int, name: str, reasons: list[str]) -> None:
        self.refusals.append({"line": line, "name": name, "reasons": reasons})

    def note(self, line: int, note: str) -> None:
        self.notes.append({"line": line, "note": note})
