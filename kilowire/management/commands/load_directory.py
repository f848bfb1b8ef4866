"""Load the reference data of every desk from its files; it can be run again at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobs.reference import BadReferenceFile
from jobs.reference.tables import FOLDER
from jobs.services import directory


class Command(BaseCommand):
    help = "Load utilities, jurisdictions, adapters, vehicles and fees; rows that the office edited stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="files of your own, with the same names"
        )

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            loaded = directory.load(folder)
        except BadReferenceFile as bad:
            raise CommandError(str(bad)) from None
        for file in loaded if verbosity else ():
            self.stdout.write(
                f"{file.file_name}: {file.added} added, {file.changed} changed, {file.kept} kept."
            )
