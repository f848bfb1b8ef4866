"""In a browser the request page's script proves that it ran, and the request arrives."""

from __future__ import annotations

import pytest

from jobs.models import Lead
from tests.browser.axe import findings
from tests.browser.conftest import OpenPage
from tests.builders.jobs import company, sce

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_somebody_asks_and_becomes_a_lead(open_page: OpenPage) -> None:
    company(), sce()
    page = open_page("/ask/?lang=es", width=390)
    page.get_by_label("¿Quién le envía la factura de luz?").select_option("sce")
    page.get_by_role("button", name="Ver la respuesta").click()
    assert "Tenemos que verla" in page.locator("#answer").inner_text()
    assert findings(page) == []
    page.get_by_label("Su nombre").fill("Rosa Díaz")
    page.get_by_label("Su teléfono").fill("562 555 0177")
    page.get_by_label("Código postal").fill("90601")
    page.get_by_role("button", name="Llámenme").click()
    page.wait_for_url("**/sent/**")
    lead = Lead.objects.get()
    assert (lead.name, lead.language, lead.told) == ("Rosa Díaz", "es", {"utility": "sce"})
