"""Check the rows of the database, and the files that they name, against what the site promises."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from kilowire.floor.days import counted
from kilowire.floor.row_rules import RowRule, findings, row_rules


class Command(BaseCommand):
    help = f"{__doc__} Prints each row that breaks a rule, and exits with 1 where there is one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--rule", action="append", help="only this rule; may be given several times")

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("row_rules")
        rules, found = _rules(options["rule"] or ()), 0
        for finding in findings(rules):
            found += 1
            in_words = f"{finding.table} {finding.key}: not true: {finding.says} ({finding.rule})"
            self.stdout.write(json.dumps(asdict(finding)) if options["json"] else in_words)
        if found:
            sys.exit(1)
        if not options["json"]:
            self.stdout.write(
                f"{counted(len(rules), 'rule')} {'holds' if len(rules) == 1 else 'hold'} for every row."
            )


def _rules(names: Collection[str]) -> list[RowRule]:
    """Return the rules of these names, all where none is given."""
    known = {rule.name: rule for rule in row_rules()}
    if unknown := set(names) - known.keys():
        raise CommandError(f"There is no rule {min(unknown)}; there are {', '.join(known)}.")
    return [known[name] for name in names or known]
