"""The Django app ``kilowire``, with the name that the admin shows for it."""

from __future__ import annotations

from django.apps import AppConfig


class KiloWireConfig(AppConfig):
    name = "kilowire"
    verbose_name = "People who work here"
