"""Evaluate lines of facts into lines of verdicts, without a database."""

import argparse
import datetime
import json
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessments.eligibility import FactError, Ruleset, current_ruleset, evaluate
from assessments.fact_lines import LineError, facts_given_in
from assessments.texts import RuleFileError


class Command(BaseCommand):
    """Read one JSON object of facts per line, and write one answer per line."""

    help = (
        "Judge eligibility: reads one JSON object of facts per line and prints one answer per line. A line "
        "that cannot be used is answered by its number and the reason, and the exit status is then 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", nargs="?", default="-", help="standard input where not given"
        )
        parser.add_argument(
            "--on", metavar="DAY", type=_day, help="by the rules of this day (YYYY-MM-DD), not today's"
        )

    def handle(self, *, file: str, on: datetime.date | None, **options: object) -> None:
        try:
            ruleset = current_ruleset(on=on or timezone.localdate())
        except RuleFileError as error:
            raise CommandError(f"The rules cannot be used. {error}", returncode=2) from error
        with _opened(file) as lines:
            try:
                refused = self._answer_all(lines, ruleset)
            except BrokenPipeError:
                _leave_as_a_broken_pipe_does()
        if refused:
            sys.exit(1)

    def _answer_all(self, lines: Iterable[bytes], ruleset: Ruleset) -> int:
        """Answer each line as it comes; return how many were refused."""
        refused = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                answer = json.dumps(evaluate(facts_given_in(line), ruleset))
            except (LineError, FactError) as error:
                refused += 1
                answer = json.dumps({"line": number, "error": str(error)})
            self.stdout.write(answer)
            self.stdout.flush()
        return refused


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-20.") from error


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file == "-":
        if sys.stdin is None:
            raise CommandError("There is no standard input; name a FILE.", returncode=2)
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error


def _leave_as_a_broken_pipe_does() -> None:
    """The reader has closed the pipe: end silently, without Python's own error message at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(128 + signal.SIGPIPE)
