"""The app config of jobs; after each migration it reinstalls the database triggers and constraints."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from jobs.database_guards import install


def _install_guards(sender: AppConfig, using: str, **_: Any) -> None:
    install(connections[using])


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Directory"

    def ready(self) -> None:
        post_migrate.connect(_install_guards, sender=self, dispatch_uid="jobs.database_guards")
        autodiscover_modules("tablet_forms", "job_tabs", "job_facts", "job_files", "signed_papers")
        autodiscover_modules("constraint_sentences", "history_words")
