"""Password validators: a password may contain neither its user's name nor the company's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs.models import CompanyRecord
from kilowire.models import User

SHORTEST_NAME = 4
OF_THE_TRADE = frozenset(
    {"company", "contracting", "contractor", "electric", "electrical", "power", "services"}
)
_WORD = re.compile(r"[^\W_]+")


class NotOnesName:
    """Refuses a password that contains a name of its user or what stands before the @ of their address."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if isinstance(user, User):
            _refuse(password, _names((user.name, user.email.partition("@")[0])), "your name")

    def get_help_text(self) -> str:
        return "Your password may not contain your name."


class NotTheCompanysName:
    """Refuses a password that contains the company's name or KiloWire's."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
        _refuse(
            password, _names(("KiloWire", record.name if record else "")) - OF_THE_TRADE, "the company's name"
        )

    def get_help_text(self) -> str:
        return "Your password may not contain the company's name."


def _names(written: Iterable[str]) -> set[str]:
    """Return the words of these names that are long enough to count, and each name as one word."""
    found = set()
    for name in written:
        words = [word.casefold() for word in _WORD.findall(name)]
        found |= {word for word in (*words, "".join(words)) if len(word) >= SHORTEST_NAME}
    return found


def _refuse(password: str, names: set[str], what: str) -> None:
    typed = "".join(_WORD.findall(password.casefold()))
    if any(name in typed for name in names):
        raise ValidationError(f"The password contains {what}: choose another.", code="password_contains_name")
