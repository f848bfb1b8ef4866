"""The Django app ``kilowire``, with the name that the admin shows for it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class KiloWireConfig(AppConfig):
    name = "kilowire"
    verbose_name = "People who work here"

    def ready(self) -> None:
        """Connect what follows a sign-in or a change of what protects an account."""
        import_module("kilowire.accounts.sessions")
