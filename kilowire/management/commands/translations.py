"""Bring the catalogues under locale/ to what the code says, and compile them; --check only tells."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

try:
    from kilowire.translations import catalogue, extraction
except ModuleNotFoundError:  # Babel comes with the tools of development, not with the running site
    catalogue = extraction = None  # type: ignore[assignment]  # the command then fails with a message


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing, fail where something is missing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if catalogue is None or extraction is None:
            raise CommandError("Babel is missing: install requirements-dev.lock to work on the translations.")
        template = extraction.template_of(settings.BASE_DIR)
        wrong: list[str] = []
        for language, _ in settings.LANGUAGES:
            text = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
            known = catalogue.read(text, language)
            # The English catalog says a library's words in ours; what we write ourselves is English already.
            of_a_library = language == settings.LANGUAGE_CODE
            brought = catalogue.brought_to(known if of_a_library else template, known)
            made = {text: catalogue.as_text(brought), text.with_suffix(".mo"): catalogue.compiled(brought)}
            faults = catalogue.faults(brought)
            wrong += [f"{language}: {fault}" for fault in faults]
            if options["check"]:
                wrong += [
                    f"{file} is not up to date" for file, content in made.items() if _content(file) != content
                ]
            else:
                _write(made)
                self.stdout.write(f"{language}: {len(brought)} strings, {len(faults)} to translate.")
        if wrong and options["check"]:
            raise CommandError("\n".join([*wrong, "Run manage.py translations and translate what waits."]))


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _write(made: dict[Path, bytes]) -> None:
    for file, content in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
