"""The rows that break a rule of ``check_data``, for tests that build a world of their own."""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules

from kilowire.floor.row_rules import Finding, findings, row_rules

FILES = "files_are_as_filed"


def broken_rows(*names: str, without_files: bool = False) -> list[Finding]:
    """Find them by the rules of these names, by all where none is given.

    The stored files of a test are gone after it, and a world that several tests share is without them.
    """
    autodiscover_modules("row_rules")
    rules = [rule for rule in row_rules() if not names or rule.name in names]
    return list(findings(rule for rule in rules if not (without_files and rule.name == FILES)))
