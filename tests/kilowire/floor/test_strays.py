"""Files that no row names go: at once where an act was refused, after a week where a process was killed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from jobs.models import Upload
from jobs.papers.services import paperwork
from kilowire.floor.files.strays import KEPT_FOR, remove_old_strays
from kilowire.floor.refusals import Refused
from kilowire.nightly import remove_stray_files
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_photo, filed_upload

pytestmark = pytest.mark.django_db


def stored(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_an_act_that_is_refused_after_its_file_was_stored_leaves_none(
    jacket_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = accepted_job()

    def refuses(**_: object) -> None:
        assert stored(jacket_root)
        raise Refused("Not today.")

    monkeypatch.setattr(paperwork.history, "record", refuses)
    client = Client()
    client.force_login(someone("olive"))
    typed = {"kind": "other", "label": "A letter", "file": paper()}
    answer = client.post(reverse("jobs:file_paper", args=[job.number]), typed)
    assert (answer.status_code, Upload.objects.count()) == (422, 0)
    assert stored(jacket_root) == set()


def test_an_act_that_is_done_keeps_its_files(jacket_root: Path) -> None:
    client = Client()
    client.force_login(someone("olive"))
    typed = {"kind": "other", "label": "A letter", "file": paper()}
    client.post(reverse("jobs:file_paper", args=[accepted_job().number]), typed)
    assert len(stored(jacket_root)) == 2  # the paper, and its page


def test_what_no_row_names_goes_after_a_week_and_nothing_else(jacket_root: Path) -> None:
    job = accepted_job()
    filed_upload(job, pages=1)
    filed_photo(job)
    named = stored(jacket_root)
    folder = f"{job.number}/uploads"
    for name in (f"{folder}/old.pdf", f"{folder}/new.pdf", "tablets/old.zip", "notes/of-somebody.txt"):
        default_storage.save(name, ContentFile(b"x"))
    week_ago = time.time() - KEPT_FOR.total_seconds() - 60
    for name in stored(jacket_root):
        at = time.time() if name == f"{folder}/new.pdf" else week_ago
        os.utime(jacket_root / name, (at, at))
    assert remove_old_strays() == 2
    remove_stray_files()
    assert stored(jacket_root) == named | {f"{folder}/new.pdf", "notes/of-somebody.txt"}
