"""Run a worker or beat and start it again when it ends or goes deaf, until told to end."""

from __future__ import annotations

import argparse
import signal
from typing import Any

from django.core.management.base import BaseCommand

from kilowire.running import supervision
from kilowire.running.forked import forked, load_what_is_shared
from kilowire.running.watch import Watch

STARTED_BY = {"worker": supervision.worker, "beat": supervision.beat}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=sorted(STARTED_BY))

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _stop)
        name = options["what"]
        try:
            load_what_is_shared([name])
            with forked(STARTED_BY[name]()) as child:
                Watch({name: child}, self.stdout.write).forever()
        except KeyboardInterrupt:
            self.stdout.write(f"The {name} has stopped.")


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt
