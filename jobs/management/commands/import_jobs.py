"""Bring in a list of jobs, or look what it would bring."""

import json
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jobs.imports.columns import BY_NAME, Chosen, chosen_by_map, guessed, refuse_incomplete
from jobs.imports.services.importing import Import
from kilowire.floor.files.opened_tables import Table, open_table
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox.slots import WORKER
from kilowire.models import Role, User


class Command(BaseCommand):
    """Read a list in a child process, and open a job for each good row that is not in yet."""

    help = (
        "Open a job for each row of a list, CSV or .xlsx. A row that is in already changes nothing, so the "
        "same list may be brought in again; a row with a fault is printed with its line and the "
        "reasons, and the others go on. The exit status is 1 where the list cannot be used at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list: CSV, TSV or .xlsx")
        parser.add_argument(
            "--map",
            metavar="FILE",
            help='which column is which, as JSON: {"name": "Customer", "utility": {"always": "SCE"}}; values '
            f"are {', '.join(BY_NAME)}. What it does not name is taken from the headings.",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, open no job")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--by", metavar="EMAIL", help="who opens the jobs; by default the owner")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            table = _table(file)
            chosen = _chosen(options["map"], table)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        one = Import(table, chosen, _user(options["by"]), dry_run=options["dry_run"])
        for done in one.bring_in():
            if not options["json"] and options["verbosity"] > 1:
                self.stderr.write(f"{done} of {len(table.rows)} rows")
        said = {
            "dry_run": one.dry_run,
            "rows": one.result.rows,
            "opened": one.result.opened,
            "there": one.result.there,
            "refused": one.result.refused,
            "refusals": one.result.refusals,
            "notes": one.result.notes,
            "columns": {name: table.headings[place] for name, place in chosen.places.items()},
            "not_taken": _not_taken(table, chosen),
            "sheet": table.sheet,
            "other_sheets": table.others,
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _in_words(said))


def _table(file: str) -> Table:
    try:
        with Path(file).open("rb") as content:
            return open_table(File(content, name=Path(file).name), whose=WORKER)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _chosen(map_file: str | None, table: Table) -> Chosen:
    chosen = guessed(table.headings)
    if map_file:
        try:
            said = json.loads(Path(map_file).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{map_file} cannot be read as JSON: {error}.") from error
        chosen = chosen_by_map(said, table.headings)
    refuse_incomplete(chosen)
    return chosen


def _not_taken(table: Table, chosen: Chosen) -> list[str]:
    taken = set(chosen.places.values())
    return [heading for place, heading in enumerate(table.headings) if heading and place not in taken]


def _user(email: str | None) -> User:
    people = User.objects.filter(is_active=True).order_by("pk")
    by = people.filter(email__iexact=email) if email else people.filter(role=Role.OWNER)
    found = by.first()
    if found is None or not found.is_office:
        raise CommandError(f"No user of the office {'has ' + email if email else 'is there yet'}.")
    return found


def _in_words(said: dict[str, Any]) -> str:
    would = "would be opened" if said["dry_run"] else "opened"
    counts = f"{said['there']} in already, {said['refused']} refused"
    lines = [f"{said['rows']} rows: {said['opened']} jobs {would}, {counts}."]
    lines += [f"Column “{heading}” is not taken." for heading in said["not_taken"]]
    lines += [f"Sheets not read: {said['other_sheets']}."] if said["other_sheets"] else []
    lines += [f"Line {row['line']} {row['name']}: {'; '.join(row['reasons'])}" for row in said["refusals"]]
    lines += [f"Line {row['line']}: {row['note']}" for row in said["notes"]]
    return "\n".join(lines)
