"""An owner draws her signature on her phone, and signs anew what was changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from jobs.homeowner.services import codes
from jobs.models import HomeownerLink, RequestState, SignatureMark, SignatureRequest
from jobs.signing.drawn import is_drawn
from jobs.signing.services import making, sending
from kilowire.floor.link_tokens import code_of, token_of
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.signing import contract_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def page_of(open_page: OpenPage, name: str, **options: Any) -> Page:
    """The papers to sign of this person on a phone, opened with the code."""
    link = HomeownerLink.objects.get(person__name=name)
    here = reverse(
        "homeowner:papers_to_sign", args=[token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)]
    )
    code = code_of(codes.ask_code(link=link).pk, settings.PORTAL_LINK_KEY)
    page = open_page(here, width=390, **options)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name="Work contract").click()
    return page


def consent(page: Page, request: SignatureRequest) -> None:
    page.get_by_label("The word on the last page").fill(request.versions.latest("number").word)
    page.get_by_label("I agree to sign this paper electronically").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Step 2 of 2")).to_be_visible()


def test_an_owner_draws_her_signature_on_the_phone(open_page: OpenPage) -> None:
    request = contract_out()
    hana = page_of(open_page, "Hana Ito")
    found = faults(hana, "consent")
    hana.set_viewport_size({"width": 390, "height": 900})
    consent(hana, request)
    sending.replace_paper(
        request=request, file=paper("another"), because="Another price", by=someone("olive")
    )
    making.make(request.pk)
    hana.get_by_label("Your name").fill("Hana Ito")
    hana.get_by_label("I sign the work contract").check()
    hana.get_by_role("button", name="Sign").click()
    expect(hana.get_by_text("We changed this paper after you opened it")).to_be_visible()
    assert not SignatureMark.objects.exists(), "the paper was changed meanwhile"
    consent(hana, request)
    found += faults(hana, "sign")
    hana.set_viewport_size({"width": 390, "height": 900})
    draw(hana)
    hana.get_by_label("I sign the work contract").check()
    hana.get_by_role("button", name="Sign").click()
    expect(hana.get_by_text("Your signature is with us")).to_be_visible()
    found += faults(hana, "signed")
    assert is_drawn(SignatureMark.objects.get().drawn)
    request.refresh_from_db()
    assert request.state == RequestState.SIGNED
    assert found == []


def draw(page: Page) -> None:
    """Draw two lines with the pointer; what was drawn first is cleared."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    for clears in (True, False):
        for start in (20, 120):
            page.mouse.move(box["x"] + start, box["y"] + 60)
            page.mouse.down()
            page.mouse.move(box["x"] + start + 60, box["y"] + 20, steps=6)
            page.mouse.move(box["x"] + start + 80, box["y"] + 70, steps=6)
            page.mouse.up()
        if clears:
            page.get_by_role("button", name="Clear the drawing").click()
