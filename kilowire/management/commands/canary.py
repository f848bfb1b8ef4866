"""Check that the canary was stamped lately: the health check of a worker and of beat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kilowire.running import health


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if (word := health.canary()) != health.OK:
            raise CommandError(f"The canary {word}.")
        self.stdout.write("The canary was stamped lately.")
