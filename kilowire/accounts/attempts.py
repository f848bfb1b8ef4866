"""Which tries of a password, of a second factor or for a reset mail are let through.

A browser that proved itself as the user before has a count of its own, so that nobody else can stop it. All
others share one count for each account and one for each network. Whether an address is a user's changes
neither the answer nor the work that is done for it.
"""

from __future__ import annotations

from allauth.account.utils import filter_users_by_email
from django.http import HttpRequest

from kilowire.accounts.device_cookies import any_device, device_of
from kilowire.floor.client_address import client_network
from kilowire.floor.limits import Limit, Taken, TooManyTries, take
from kilowire.floor.security_log import Happened, tell
from kilowire.models import User

OF_A_DEVICE = Limit(10, 600)
OF_ALL_STRANGERS = Limit(5, 60)
OF_A_NETWORK = Limit(30, 60)
RESETS = Limit(5, 600)


def user_of(typed: str) -> User | None:
    """Return the user who signs in with this address; the same queries whether or not there is one."""
    users = filter_users_by_email(typed.replace("\0", "").strip())
    return users[0] if users else None


def take_try(request: HttpRequest, secret: str, user: User | None, typed: str = "") -> list[Taken]:
    """Count a try of a secret before it is compared; ``TooManyTries`` where it may not be.

    ``secret`` names what is tried; ``typed`` is the address that was given, where no user has it. The result
    is given back if the secret was right.
    """
    if device := device_of(request, user):
        return [take(OF_A_DEVICE, secret, "device", device)]
    by_network = take(OF_A_NETWORK, secret, "network", client_network(request))
    try:
        return [by_network, take(OF_ALL_STRANGERS, secret, *_account(user, typed))]
    except TooManyTries:
        by_network.give_back()
        raise


def take_reset(request: HttpRequest, typed: str) -> None:
    """Count a wish for a reset mail; ``TooManyTries`` where none is sent."""
    user = user_of(typed)
    tell(Happened.RESET_ASKED, user=user.pk if user else None)
    if device := device_of(request, user):
        take(RESETS, "reset", "device", device)
        return
    take(OF_A_NETWORK, "reset", "network", client_network(request))
    take(RESETS, "reset", *_account(user, typed))


def origin(request: HttpRequest) -> str:
    """Return by what tries are counted where no account is named: a known device, or the network."""
    return any_device(request) or client_network(request)


def _account(user: User | None, typed: str) -> tuple[str, object]:
    return ("user", user.pk) if user else ("typed", typed.strip().lower())
