"""The cast: Owen (owner), Olive (office), Asa and Cruz (field), Hana (homeowner), Strand (a stranger)."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from kilowire.models import Role, User
from tests.builders.remembered import remembered

PASSWORD = "a plain test password"
CAST = {
    "owen": ("Owen", Role.OWNER),
    "olive": ("Olive", Role.OFFICE),
    "asa": ("Asa", Role.FIELD),
    "cruz": ("Cruz", Role.FIELD),
    "strand": ("Strand", Role.FIELD),
}


def someone(key: str) -> User:
    """A member of the cast, made on first mention. Strand is a technician without a job."""
    return User.objects.filter(email=_email(key)).first() or _hired(key)


@remembered
def _hired(key: str) -> User:
    name, role = CAST[key]
    return User.objects.create_user(_email(key), PASSWORD, name=name, role=role)


def _email(key: str) -> str:
    return f"{key}@kilowire.test"


def signed_in(key: str = "olive", *, proved: bool = False) -> Client:
    """A browser in which this one of the cast is signed in, and has just given the password again."""
    client = Client()
    client.force_login(someone(key))
    if proved:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
