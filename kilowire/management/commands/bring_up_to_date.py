"""Bring database, directory and what is served as files to this version; run before the rest starts.

The first time it makes the certificate that seals signed papers, where none is given.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jobs.directory.tasks import write_error_pages
from kilowire.running import first_start


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.joinpath("log").mkdir(mode=0o700, parents=True, exist_ok=True)
        with first_start.collecting_static_files(settings.VAR_DIR / "log" / "static.log"):
            first_start.bring_up_to_date()
        write_error_pages()
        first_start.make_certificate(self.stdout.write)
        self.stdout.write("Up to date.")
