"""The office hands in a list, says which column is which, sees what would come of it, and opens the jobs."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobs.imports.services import importing, lists
from jobs.models import ImportedRow, Job, JobList, ListStatus
from jobs.outbox import leases
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import sce, whittier
from tests.jobs.imports.test_importing import ANA, HEADINGS, LI

pytestmark = pytest.mark.django_db


def handed_in(client: Client, *rows: str) -> JobList:
    """A list that is handed in on its page, its columns as the headings say."""
    sce(), whittier()
    file = SimpleUploadedFile("list.csv", "\n".join([HEADINGS, *rows]).encode())
    answer = client.post("/jobs/lists/", {"file": file})
    row = JobList.objects.latest("pk")
    assert answer.url == f"/jobs/lists/{row.pk}/columns/"
    return row


def columns(row: JobList, **other: str) -> dict[str, str]:
    return {name: str(place) for name, place in row.columns["places"].items()} | other


def read(row: JobList) -> JobList:
    lists.read(row.pk)
    row.refresh_from_db()
    return row


def test_a_list_goes_from_its_columns_by_a_dry_run_to_jobs() -> None:
    client = signed_in()
    row = handed_in(client, ANA, LI)
    page = client.get(f"/jobs/lists/{row.pk}/columns/").content.decode()
    assert "Street Address" in page
    assert "Ana Cruz" in page
    answer = client.post(f"/jobs/lists/{row.pk}/columns/", columns(row, wishes="", utility="always:sce"))
    assert answer.url == f"/jobs/lists/{row.pk}/"
    assert read(row).status == ListStatus.CHECKED
    page = client.get(answer.url).content.decode()
    assert "Open 1 job" in page
    assert "Line 3" in page
    assert not Job.objects.exists()
    assert client.post(f"/jobs/lists/{row.pk}/open/").url == answer.url
    assert read(row).status == ListStatus.READY
    assert "jobs opened" in client.get(answer.url).content.decode()
    assert (Job.objects.get().homeowner_name, Job.objects.get().wishes) == ("Ana Cruz", "")
    refused = client.get(f"/jobs/lists/{row.pk}/refused.csv").content.decode()
    assert "3,Li Park," in refused
    again = client.post(f"/jobs/lists/{row.pk}/columns/", columns(row))
    assert "hand it in again" in again.content.decode()


def test_a_list_without_its_columns_or_unchecked_is_refused_and_nothing_is_lost() -> None:
    client = signed_in()
    row = handed_in(client, ANA)
    answer = client.post(f"/jobs/lists/{row.pk}/columns/", columns(row, name="", street=""))
    assert answer.status_code == 422
    assert "the homeowner&#x27;s name, street and number" in answer.content.decode()
    said = client.post(f"/jobs/lists/{row.pk}/open/", follow=True).content.decode()
    assert "Check the list first" in said
    no_list = client.post("/jobs/lists/", {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7")})
    assert (no_list.status_code, "is no list" in no_list.content.decode()) == (422, True)


def test_a_killed_worker_is_followed_by_one_that_opens_no_job_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    rows = [ANA.replace("12 Elm", f"{number} Elm").replace("222-1", "") for number in range(10, 15)]
    row = handed_in(signed_in(), *rows)
    lists.check(job_list=row, chosen=lists.chosen_of(row), by=someone("olive"))
    lists.bring_in(job_list=read(row), by=someone("olive"))
    real, calls = importing.open_jobs, []

    def killed(*args: object, **given: object) -> object:
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return real(*args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "open_jobs", killed)
    with pytest.raises(SystemExit):
        lists.read(row.pk)
    JobList.objects.update(due_at=row.handed_in_at, done=0, result={})  # killed before it could note how far
    row = read(row)
    assert (row.status, row.result["opened"], row.result["there"]) == (ListStatus.READY, 5, 0)
    assert (Job.objects.count(), ImportedRow.objects.count()) == (5, 5)


def test_a_long_list_goes_on_in_the_next_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    monkeypatch.setattr(lists, "WORKS_S", -1)
    row = handed_in(signed_in(), ANA, LI)
    lists.check(job_list=row, chosen=lists.chosen_of(row), by=someone("olive"))
    assert (read(row).status, row.done) == (leases.WAITING, 1)
    assert (read(row).status, row.done, len(row.result["refusals"])) == (ListStatus.CHECKED, 2, 1)
