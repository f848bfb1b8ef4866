"""Load the directory of every app from its CSV files; it can be run again at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from jobs.directory.csv_tables import BadDirectoryFile
from jobs.directory.services import loading as directory
from jobs.directory.tables import FOLDER
from utility_requests.directory import FEE_TARIFFS
from utility_requests.directory import FOLDER as TARIFF_FOLDER
from utility_requests.services.tariffs import load_tariffs


class Command(BaseCommand):
    help = "Load utilities, jurisdictions, adapters, vehicles and fees; rows that the office edited stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, help="files of your own instead of ours, with the same names"
        )

    @transaction.atomic
    def handle(self, *args: Any, folder: Path | None, verbosity: int, **options: Any) -> None:
        try:
            loaded = directory.load(folder or FOLDER)
            new_tariffs = load_tariffs(folder=folder or TARIFF_FOLDER)
        except BadDirectoryFile as bad:
            raise CommandError(str(bad)) from None
        for file in loaded if verbosity else ():
            self.stdout.write(
                f"{file.file_name}: {file.added} added, {file.changed} changed, {file.kept} kept."
            )
        if verbosity:
            self.stdout.write(f"{FEE_TARIFFS.file_name}: {new_tariffs} added.")
