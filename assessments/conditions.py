"""Conditions in CEL: compiled once, and each given nothing but the facts that it names.

What a condition needs is read from its own syntax before it runs, never learned from an error, since CEL's
``&&`` and ``||`` swallow an unknown that stands beside a false or a true. Only what the evaluators of server
and tablet know alike may be used: no macros, no functions of one side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cel

from assessments.texts import RuleFileError

# as the parser calls them
SHARED_OPERATORS = frozenset(
    (
        "!_",
        "_&&_",
        "_||_",
        "@in",
        "_==_",
        "_!=_",
        "_<_",
        "_<=_",
        "_>_",
        "_>=_",
        "_+_",
        "_-_",
        "_*_",
        "_/_",
        "size",
    )
)
_QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')


@dataclass(frozen=True)
class Condition:
    """An expression in CEL and the names that it cannot do without."""

    text: str
    needs: tuple[str, ...]
    program: cel.Program = field(repr=False, compare=False)

    def unknown_in(self, known: Mapping[str, Any]) -> list[str]:
        """The names, sorted, that stand in the way of a value."""
        return [name for name in self.needs if name not in known]

    def value_in(self, known: Mapping[str, Any]) -> Any:
        """What the expression comes to; every name that it needs must be known."""
        return self.program.execute({name: known[name] for name in self.needs})

    def is_true_in(self, known: Mapping[str, Any]) -> bool:
        """Whether it is known to be true."""
        return not self.unknown_in(known) and self.value_in(known) is True

    def quoted_words(self) -> set[str]:
        """The words in quotes, to be checked against what the facts may say."""
        return {double or single for double, single in _QUOTED.findall(self.text)}


def compiled(text: object, *, where: str) -> Condition:
    """The condition written in ``text``, or a refusal that says where it stands."""
    if not isinstance(text, str):
        raise RuleFileError(f"{where}: a condition is a text in CEL.")
    try:
        program = cel.compile(text)
    except ValueError as error:
        raise RuleFileError(f"{where}: {text!r} is not CEL: {' '.join(str(error).split())}") from error
    if foreign := sorted(set(program.functions()) - SHARED_OPERATORS):
        raise RuleFileError(
            f"{where}: {text!r} uses {', '.join(foreign)}, which the two evaluators do not share."
        )
    return Condition(text, tuple(program.variables()), program)


def spelled_out(texts: Iterable[str], conditions: Mapping[str, str]) -> list[str]:
    """The texts with each name of a named condition replaced by its expression."""
    return [conditions.get(text, text) for text in texts]


def all_true(conditions: Iterable[Condition], known: Mapping[str, Any]) -> bool:
    """Whether every one is known to be true."""
    return all(condition.is_true_in(known) for condition in conditions)


def any_true(conditions: Iterable[Condition], known: Mapping[str, Any]) -> bool:
    """Whether one is known to be true."""
    return any(condition.is_true_in(known) for condition in conditions)
