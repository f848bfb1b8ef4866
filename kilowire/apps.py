"""The building as a Django app: how the admin calls the room where its accounts stand."""

from __future__ import annotations

from django.apps import AppConfig


class KiloWireConfig(AppConfig):
    name = "kilowire"
    verbose_name = "People who work here"
