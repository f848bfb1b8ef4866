"""Read facts from a line of JSON, strictly: what two evaluators could read differently is refused."""

from __future__ import annotations

import json
from typing import Any

_LONGEST_WHOLE_NUMBER = 20


class LineError(ValueError):
    """A line cannot be read as facts; ``str()`` says why."""


def facts_given_in(line: bytes) -> dict[str, object]:
    """Return the JSON object in the line, not yet read as facts; raise LineError if there is none."""
    try:
        given = json.loads(
            line.decode("utf-8-sig"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8 at byte {error.start + 1}.") from error
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON at character {error.pos + 1}: {error.msg}.") from error
    except RecursionError as error:
        raise LineError("not facts: nested too deeply.") from error
    if not isinstance(given, dict):
        raise LineError("not facts: a line holds one JSON object.")
    return given


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(pairs)
    if len(given) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise LineError(f"{twice[:80]} is given twice.")
    return given


def _refuse_constant(name: str) -> None:
    raise LineError(f"not JSON: {name} is no number.")


def _whole_number(digits: str) -> int | float:
    """Return the integer; one too long for any fact becomes a float, to avoid Python's limit on digits."""
    return int(digits) if len(digits) <= _LONGEST_WHOLE_NUMBER else float(digits)
