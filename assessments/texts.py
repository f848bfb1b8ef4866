"""Read the TOML of fact and rule files: tables with known keys, and texts in two languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULES_FOLDER = Path(__file__).parent / "rules"


class RuleFileError(ValueError):
    """A file of facts or rules cannot be used; ``str()`` says where and why."""


@dataclass(frozen=True)
class Text:
    """The same text in English and in Spanish."""

    en: str
    es: str

    def __str__(self) -> str:
        return self.en

    def in_language(self, code: str) -> str:
        """Return the text in the language of ``code`` ("es", "es-mx"); English for any other language."""
        return self.es if code.partition("-")[0] == "es" else self.en


def text_from(table: object, *, where: str) -> Text:
    """Return the text of a table with ``en`` and ``es``; both are required."""
    if not isinstance(table, dict) or set(table) != {"en", "es"}:
        raise RuleFileError(f"{where}: needs its words in English (en) and Spanish (es).")
    if not all(isinstance(words, str) and words.strip() for words in table.values()):
        raise RuleFileError(f"{where}: the words in one of the languages are missing.")
    return Text(table["en"], table["es"])


def texts_from(table: Mapping[str, Any], *, where: str) -> dict[str, Text]:
    """Return the texts of a table of texts, by their names."""
    return {name: text_from(words, where=f"{where}.{name}") for name, words in table.items()}


def known_keys_only(table: object, *, needed: str, optional: str = "", where: str) -> None:
    """Refuse a table in which a key is missing or unknown."""
    if not isinstance(table, dict):
        raise RuleFileError(f"{where}: must be a table.")
    if missing := sorted(set(needed.split()) - set(table)):
        raise RuleFileError(f"{where}: {', '.join(missing)} missing.")
    if odd := sorted(set(table) - set(needed.split()) - set(optional.split())):
        raise RuleFileError(f"{where}: {', '.join(odd)} has no meaning here.")


def tree_of(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RuleFileError(f"{path.name}: {error}") from error
