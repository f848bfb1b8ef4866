"""Conditions in CEL: compiled once, and each evaluated with only the facts that it names.

The names that a condition needs are read from its syntax before it runs, not from an error, since CEL's
``&&`` and ``||`` hide an unknown next to a false or a true. Only what the evaluators of both server and
tablet support may be used: no macros, and no function that only one of them has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cel

from assessments.texts import RuleFileError

# the parser's names for them
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
    """An expression in CEL and the names that it needs."""

    text: str
    needs: tuple[str, ...]
    program: cel.Program = field(repr=False, compare=False)

    def unknown_in(self, known: Mapping[str, Any]) -> list[str]:
        """Return the needed names that are not known, sorted."""
        return [name for name in self.needs if name not in known]

    def value_in(self, known: Mapping[str, Any]) -> Any:
        """Return the value of the expression; every name that it needs must be known."""
        return self.program.execute({name: known[name] for name in self.needs})

    def is_true_in(self, known: Mapping[str, Any]) -> bool:
        """Return whether it is known to be true."""
        return not self.unknown_in(known) and self.value_in(known) is True

    def quoted_words(self) -> set[str]:
        """Return the quoted words, to be checked against the allowed values of the facts."""
        return {double or single for double, single in _QUOTED.findall(self.text)}


def compiled(text: object, *, where: str) -> Condition:
    """Return the condition in ``text``; raise RuleFileError that says ``where`` if it cannot be used."""
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
    """Return the texts with each name of a named condition replaced by its expression."""
    return [conditions.get(text, text) for text in texts]


def all_true(conditions: Iterable[Condition], known: Mapping[str, Any]) -> bool:
    """Return whether every condition is known to be true."""
    return all(condition.is_true_in(known) for condition in conditions)


def any_true(conditions: Iterable[Condition], known: Mapping[str, Any]) -> bool:
    """Return whether any condition is known to be true."""
    return any(condition.is_true_in(known) for condition in conditions)
