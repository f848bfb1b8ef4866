"""Accounts of the demonstration, which nobody may use on a site that the internet reaches."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from kilowire.models import User

DEMO_DOMAIN = ".test"
"""No mail reaches an address under it, so nobody real has one (RFC 2606)."""


def is_shut_out(user: User) -> bool:
    """Return whether this account is of the demonstration and the site is public."""
    return bool(settings.PUBLIC_SITE) and user.email.endswith(DEMO_DOMAIN)


class PeopleOfThisSite(AuthenticationBackend):
    """Lets in whoever may sign in here; a session of anybody else ends with its next request."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return bool(super().user_can_authenticate(user)) and not (
            isinstance(user, User) and is_shut_out(user)
        )
