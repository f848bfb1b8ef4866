"""Fill a new site with a fictional contractor's year; refused where jobs are already."""

from __future__ import annotations

import argparse
import gc
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, Utility
from kilowire.demo import bulk, year
from kilowire.demo.people import sign_ins
from kilowire.models import User

THROUGH_SERVICES = 150
"""Up to this many jobs are made through the services; beyond it, all but the stories are written in bulk."""

GC_THRESHOLDS = (200_000, 20, 20)
"""Thresholds of the garbage collector, which would take a tenth of the time of this short process."""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        played = len(year.EVERY_STORY)
        parser.add_argument("--jobs", type=int, default=played, help=f"how many jobs ({played})")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        count, today = options["jobs"], timezone.localdate()
        gc.set_threshold(*GC_THRESHOLDS)
        _refuse_unless_empty(count)
        played = min(count, len(year.EVERY_STORY)) if count > THROUGH_SERVICES else count
        told = year.play(year.stories(played), today)
        bulk.write(count - played, told.cast, today, year.SEED)
        cast = {"sign_ins": sign_ins(), "homeowner_links": year.homeowner_links(told)}
        transaction.on_commit(lambda: write_sign_ins(cast))
        self.stdout.write(f"{count} jobs made.")


def _refuse_unless_empty(count: int) -> None:
    if count < 1:
        raise CommandError(f"{count} is no number of jobs; give one or more.")
    if Job.objects.exists() or User.objects.exists():
        raise CommandError("This site has jobs or people already; the demonstration is for an empty one.")
    if not Utility.objects.exists():
        raise CommandError("The directory is empty: run load_directory first.")
    if settings.PUBLIC_SITE:
        raise CommandError("This is a public site: its people would sign in with passwords that all know.")


def write_sign_ins(cast: dict[str, Any]) -> None:
    """Write sign-ins and links to a file that the start of the site reads, readable by this account alone."""
    file = settings.VAR_DIR / "demo.json"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps(cast, indent=1, ensure_ascii=False), encoding="utf-8")
