"""Our own JavaScript modules and what each imports, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
FIELD = "js/field/"

READ = (
    re.compile(r"""^(?:import|export)\b(?:[^;"']*\bfrom)?\s*["']([^"']+)["']""", re.MULTILINE),
    re.compile(r"""\bimport\(\s*["']([^"']+)["']\s*\)"""),
    re.compile(r"""\bnew URL\(\s*["']([^"']+)["'],\s*import\.meta\.url\s*\)"""),
)
"""A static import or re-export, a dynamic import, the address of a worker."""
MENTIONED = re.compile(
    r"""^\s*import\b|^export\b[^;=(]*\bfrom\b|\bimport\(|\bimport\.meta\.url""", re.MULTILINE
)
"""Whatever imports something: also in a form that cannot be read, such as a computed address."""
COMMENT = re.compile(r"/\*.*?\*/|(?<!\S)//[^\n]*", re.DOTALL)


@dataclass(frozen=True)
class Script:
    """One file: its path under ``static/``, its text, and the paths under ``static/`` that it imports."""

    path: str
    text: str

    @property
    def code(self) -> str:
        return COMMENT.sub("", self.text)

    @property
    def imports(self) -> list[str]:
        named = [match for pattern in READ for match in pattern.findall(self.code)]
        here = (STATIC / self.path).parent
        return [_under_static(here / address) for address in named if address.startswith(".")]

    @property
    def room(self) -> str:
        """``send`` for ``js/field/send/queue.js``, ``app.js`` for ``js/field/app.js``."""
        return self.path.removeprefix(FIELD).partition("/")[0]


@lru_cache
def scripts() -> tuple[Script, ...]:
    paths = sorted((STATIC / "js").rglob("*.js"))
    return tuple(Script(path.relative_to(STATIC).as_posix(), path.read_text()) for path in paths)


def _under_static(path: Path) -> str:
    return path.resolve().relative_to(STATIC).as_posix()
