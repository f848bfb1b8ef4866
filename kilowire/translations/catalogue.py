"""A language's catalogue: the text file that a translator edits, and the compiled one beside it.

gettext's own programs are not on a bare machine, and the compiled file is part of the repository, so both are
written here.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kilowire.translations.translatable import Message

PLURALS = 2
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass
class Catalogue:
    """Messages and their translations: one for each message, two where it has a plural."""

    language: str
    translations: dict[Message, list[str]] = field(default_factory=dict)

    def brought_to(self, messages: Mapping[Message, set[str]]) -> Catalogue:
        """The same for these messages: what is gone is left out, what is new waits empty."""
        kept = {message: self.translations.get(message, [""] * forms(message)) for message in messages}
        return Catalogue(self.language, dict(sorted(kept.items())))

    def faults(self) -> list[str]:
        """What keeps it from being complete: nothing translated, or a place holder lost."""
        found = []
        for message, translated in self.translations.items():
            wanted = sorted(PLACEHOLDER.findall(message.plural or message.text))
            if not all(translated):
                found.append(f"not translated: {message.text!r}")
            elif sorted(PLACEHOLDER.findall(translated[-1])) != wanted:
                found.append(f"other place holders: {message.text!r}")
        return found


def forms(message: Message) -> int:
    return PLURALS if message.plural else 1


def header(language: str) -> str:
    lines = [
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={PLURALS}; plural=(n != 1);",
    ]
    return "".join(f"{line}\n" for line in lines)


def read(path: Path, language: str) -> Catalogue:
    catalogue = Catalogue(language)
    for block in path.read_text(encoding="utf-8").split("\n\n") if path.exists() else []:
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            keyword, _, literal = ("", "", line) if line.startswith('"') else line.partition(" ")
            key = keyword or key
            parts[key] = parts.get(key, "") + ast.literal_eval(literal)
        if parts.get("msgid"):
            message = Message(parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", ""))
            names = [f"msgstr[{number}]" for number in range(PLURALS)] if message.plural else ["msgstr"]
            catalogue.translations[message] = [parts.get(name, "") for name in names]
    return catalogue


def as_text(catalogue: Catalogue, places: Mapping[Message, set[str]]) -> str:
    blocks = [f'msgid ""\nmsgstr ""\n{_lines(header(catalogue.language))}']
    for message, translated in catalogue.translations.items():
        lines = [f"#: {place}" for place in sorted(places.get(message, ()))]
        lines += ["#, python-format"] if "%(" in message.text + message.plural else []
        lines += [_said("msgctxt", message.context)] if message.context else []
        lines += [_said("msgid", message.text)]
        if message.plural:
            lines += [_said("msgid_plural", message.plural)]
            lines += [_said(f"msgstr[{number}]", text) for number, text in enumerate(translated)]
        else:
            lines += [_said("msgstr", translated[0])]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _said(keyword: str, text: str) -> str:
    return f'{keyword} ""\n{_lines(text)}' if "\n" in text.rstrip("\n") else f"{keyword} {_quoted(text)}"


def _lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def compiled(catalogue: Catalogue) -> bytes:
    """The binary form that Python's gettext reads: two sorted tables of places, then the texts."""
    pairs = {"": header(catalogue.language)}
    for message, translated in catalogue.translations.items():
        if all(translated):
            key = f"{message.context}\4{message.text}" if message.context else message.text
            pairs[f"{key}\0{message.plural}" if message.plural else key] = "\0".join(translated)
    keys = sorted((key.encode(), text.encode()) for key, text in pairs.items())
    tables, texts = [b"", b""], b""
    start = 28 + 16 * len(keys)
    for column in (0, 1):
        for pair in keys:
            tables[column] += struct.pack("<2I", len(pair[column]), start + len(texts))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + tables[0] + tables[1] + texts
