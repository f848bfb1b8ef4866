"""The first owner of a site without demo data: asked at the terminal, or taken from the environment."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from getpass import getpass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email
from django.db import transaction

from kilowire.accounts.passwords import NotTheCompanysName
from kilowire.environment import Environment
from kilowire.models import User


@dataclass(frozen=True)
class FirstOwner:
    name: str
    email: str
    password: str

    def as_environment(self) -> dict[str, str]:
        return {
            "KILOWIRE_OWNER_NAME": self.name,
            "KILOWIRE_OWNER_EMAIL": self.email,
            "KILOWIRE_OWNER_PASSWORD": self.password,
        }


def ask() -> FirstOwner:
    """Return the owner from the environment, else from the terminal; ``CommandError`` where it is invalid."""
    env = Environment(os.environ)
    name, email = env.text("KILOWIRE_OWNER_NAME"), env.text("KILOWIRE_OWNER_EMAIL")
    password = env.text("KILOWIRE_OWNER_PASSWORD")
    if not (name and email and password) and not sys.stdin.isatty():
        raise CommandError(
            "The first owner is not known: give KILOWIRE_OWNER_NAME, KILOWIRE_OWNER_EMAIL and "
            "KILOWIRE_OWNER_PASSWORD (or KILOWIRE_OWNER_PASSWORD_FILE)."
        )
    owner = FirstOwner(
        name=name or input("The owner's name: ").strip(),
        email=email or input("The owner's email address: ").strip(),
        password=password or _ask_password(),
    )
    _refuse_invalid(owner)
    return owner


def _ask_password() -> str:
    password = getpass("A password for the owner (10 characters or more): ")
    if getpass("The same once more: ") != password:
        raise CommandError("The two passwords differ.")
    return password


def _refuse_invalid(owner: FirstOwner) -> None:
    if not owner.name:
        raise CommandError("The owner's name is empty.")
    try:
        validate_email(owner.email)
        validate_password(owner.password, User(email=owner.email, name=owner.name), _before_a_company())
    except ValidationError as odd:
        raise CommandError(f"The first owner was not made: {' '.join(odd.messages)}") from odd


def _before_a_company() -> list[Any]:
    """Return the validators that need no database: the first owner is asked before there is one."""
    return [each for each in get_default_password_validators() if not isinstance(each, NotTheCompanysName)]


@transaction.atomic
def make(owner: FirstOwner) -> User:
    """Add the owner's user with a verified address, since whoever starts the site vouches for it."""
    user = User.objects.create_superuser(owner.email, owner.password, name=owner.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
