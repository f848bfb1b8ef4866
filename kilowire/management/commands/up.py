"""Start the whole site on this machine: web, worker and beat, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kilowire.running.site import Site, refuse_port_in_use
from kilowire.running.supervision import end_when_parent_ends


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
        parser.add_argument("--empty", action="store_true", help="no demo data: asks for the first owner")
        parser.add_argument("--prepared", action="store_true", help=argparse.SUPPRESS)

    def say(self, sentence: str) -> None:
        """Print and flush, so that a log file shows the line at once."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
            signal.SIGHUP,
        ):  # also SIGINT: a background job of a shell ignores it by default
            signal.signal(number, _stop)
        end_when_parent_ends(os.getppid())
        os.umask(0o077)
        host, port = options["host"], options["port"]
        if not 0 < port < 65536:
            raise CommandError(f"{port} is no port; choose one from 1 to 65535.")
        refuse_port_in_use(host, port)
        site = Site(host, port, say=self.say)
        try:
            with site.only_one():
                if not options["prepared"]:
                    site.prepare(empty=options["empty"])
                    site.run_in_a_new_interpreter()
                site.run()
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt
