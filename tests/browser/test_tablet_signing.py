"""Two owners sign a contract on the technician's tablet without a network; it arrives later."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from jobs.models import RequestState, SignatureMark
from jobs.signing.drawn import is_drawn
from jobs.signing.services import making, sending
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.tablet import Tablet
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.from_tablets import on_site
from tests.builders.signing import contract_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFRESHED = "({ packs }) => packs.refreshPacks()"
PAPER_BYTES = "async ({ papers }, id) => (await papers.paperBlob(id))?.size"
CHANGED = "We changed this paper after you opened it"


def test_two_owners_sign_on_the_tablet_without_a_network(window: Tablet, gate: Gate) -> None:
    request = contract_out(both=True)
    on_site(request.job)
    gate.bare = False
    page = window.switch_on(start=False)
    page.get_by_role("link", name="To sign: Work contract").click()
    consent(page, "wrong")
    expect(page.get_by_role("alert").filter(has_text="not the word on the last page")).to_be_visible()
    sending.replace_paper(request=request, file=paper("new"), because="Price", by=someone("olive"))
    making.make(request.pk)
    version = request.versions.latest("number")
    old = request.versions.get(number=1)
    window.run(REFRESHED)
    consent(page, old.word)
    expect(page.get_by_role("alert").filter(has_text=CHANGED)).to_be_visible()
    assert window.wait_until(PAPER_BYTES, f"to-sign-{version.pk}") == version.file.size
    gate.closed = True
    consent(page, f" {version.word.upper()} ")
    sign = page.locator("[data-act=sign]")
    sign.click()
    mark = page.locator("#mark-contract")
    expect(mark.get_by_role("alert")).to_have_text("Type your name, or draw your signature.")
    draw(page)
    go(page, "/")
    page.go_back()
    expect(page.get_by_role("heading", name="Hana Ito: sign")).to_be_visible()  # kept as far as it was
    means(page)
    sign.click()
    expect(page.get_by_text("Hana Ito: has signed")).to_be_visible()
    consent(page, version.word)
    page.get_by_role("button", name="En español").click()
    page.get_by_label("Su nombre, escrito como su firma").fill("Ken Ito")
    means(page)
    sign.click()
    expect(page.get_by_text("Ya firmaron todas las personas")).to_be_visible()
    assert not SignatureMark.objects.exists()
    gate.closed = False
    window.all_held()
    request.refresh_from_db()
    assert request.state == RequestState.SIGNED
    assert {each.in_presence_of for each in request.signers.all()} == {someone("asa")}
    hana, ken = SignatureMark.objects.order_by("pk")
    assert is_drawn(hana.drawn)
    assert (ken.name, ken.drawn) == ("Ken Ito", "")


def consent(page: Page, word: str) -> None:
    page.locator("#word").fill(word)
    page.locator("#agrees").check(force=True)
    page.locator("[data-act=consent]").click()


def means(page: Page) -> None:
    page.locator("#mark-contract-means").check(force=True)


def draw(page: Page) -> None:
    glass = page.locator("#mark-contract canvas")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 120, steps=8)
    page.mouse.up()
