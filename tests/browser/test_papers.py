"""Papers in a real browser: progress without reloading, a file filed, pages that everybody can use."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jobs.models import Document
from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import SCHEMES, WIDTHS, OpenPage
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_photo, filed_upload, issued_package, issued_paper, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_filed_and_stands_in_the_list(open_page: OpenPage, tmp_path: Path) -> None:
    job = accepted_job()
    scan = tmp_path / "permit.pdf"
    scan.write_bytes(pdf(2).read())
    page = open_page(f"/jobs/{job.number}/papers/", who="olive")
    page.get_by_label("What it is").select_option("Permit")
    page.get_by_label("File", exact=False).last.set_input_files(scan)
    page.get_by_role("button", name="File it").click()
    on_file = page.get_by_role("region", name="On file from others")
    expect(on_file.get_by_role("link", name="Permit", exact=True)).to_be_visible()
    expect(on_file.get_by_role("cell", name="2", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everybody_can_use_papers_and_photos(open_page: OpenPage, scheme: str) -> None:
    job = accepted_job()
    failed = issued_paper(job, "survey_report")
    Document.objects.filter(pk=failed.pk).update(status="failed", error="The disk fell over.")
    issued_package(job)
    filed_upload(job, "bill", 1)
    photo = filed_photo(job, number=9)
    page = open_page("/papers/", who="olive", scheme=scheme)
    for path in ("/papers/", *(f"/jobs/{job.number}/{tab}/" for tab in ("papers", "photos", "papers/file"))):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert findings(page) == []
            assert not is_wider_than_the_screen(page)
    page.goto(f"/jobs/{job.number}/photos/{photo.pk}/reject/")
    assert findings(page) == []
