"""Find and take out a file in the frozen context of a paper. Pure."""

from __future__ import annotations

from typing import Any


def shows_file(context: Any, file_id: int | str) -> bool:
    """Return whether a frozen context shows the photo or upload of this id anywhere."""
    if isinstance(context, dict):
        return _is_file(context, file_id) or any(shows_file(part, file_id) for part in context.values())
    return isinstance(context, list) and any(shows_file(part, file_id) for part in context)


def without_file(context: Any, file_id: int | str) -> Any:
    """Return the same context without the photo or upload of this id."""
    if isinstance(context, dict):
        return {name: without_file(part, file_id) for name, part in context.items()}
    if isinstance(context, list):
        return [without_file(part, file_id) for part in context if not _is_file(part, file_id)]
    return context


def holds_paper(package: dict[str, Any], kind: str) -> bool:
    """Return whether the context of a close-out package holds a paper of this kind."""
    return any(part.get("kind") == kind for part in package.get("parts", []))


def _is_file(part: Any, file_id: int | str) -> bool:
    return isinstance(part, dict) and "path" in part and part.get("id") == file_id
