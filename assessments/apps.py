"""The assessments app; its database triggers are reinstalled after each migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from assessments.database_guards import install


def _install_guards(sender: AppConfig, using: str, **_: Any) -> None:
    install(connections[using])


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        post_migrate.connect(_install_guards, sender=self, dispatch_uid="assessments.database_guards")
