"""Every word of a Spanish page or paper comes from the catalog, but for a closed list of names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import pytest
from django.test import Client

from jobs.homeowner.services import links as homeowner_links
from jobs.homeowner.views import status_page
from jobs.models import Document, Job
from jobs.notices.kinds import NOTICES
from jobs.notices.outbox.letters import letter, text_message
from jobs.papers.outbox.paper_html import lay_out
from jobs.status.preparing import PREPARATIONS
from jobs.status.situation import Situation
from tests.architecture.source import called_name, modules
from tests.builders.cast import someone
from tests.builders.whole_road import closed_job, closed_removal
from tests.jobs.homeowner.test_homeowner_page import address
from tests.jobs.notices.test_letters import Reader
from tests.jobs.status.situations import JOBS
from tests.kilowire.translations.marked import everything_marked, unmarked

NAMES = re.compile(
    r"English|Español|Kilo|Wire|KiloWire|CSLB|USD|Edison|SCE|Southern California Edison|City of Whittier"
    r"|Hana Ito|Asa|Olive|Cruz|R\. Alvarez|418 Alder Court, Whittier|KW-\d+|E-2026-17|MSA-2026-88|CD-1001"
    r"|WB-7|ConnectDER|EV MSA|Wallbox(?: Pulsar Plus)?|EMT|AWG|THHN|sce-msa/2026-11|\S+@\S+\.test"
    r"|\b[0-9a-f]{64}\b"
)
"""People, companies, places, products, numbers of papers, hashes, and units of the trade."""
LINK = re.compile(r"https?://\S+")
TYPED = re.compile(
    r"Bonded|We come on Monday\.|A new cable\.|Workers' compensation held"
    r"|60 A circuit from the adapter to the garage, 48 A charger\."
    r"|Along the side wall, 1 m above ground|Garage, left wall|Breaker L[12]"
    r"|Product list, read by Olive|Hook beside the meter|1 in liquid-tight flexible|1 in EMT|AWG copper THHN"
)
"""What somebody typed in the builders; it stays as it was typed."""
DAY = re.compile(r"(?:\b\d{1,2} )?(?:de )+\d{4}|\bde\b")
"""What is left of a Spanish day when its month is marked."""


def left(html: str) -> set[str]:
    """The words of the page that neither the catalog nor a name explains."""
    texts = (DAY.sub("", NAMES.sub("", TYPED.sub("", text))) for text in unmarked(html))
    return {text.strip() for text in texts if re.search(r"[^\W\d_]{2,}", text)}


def test_what_is_not_marked_is_found() -> None:
    with everything_marked("es"):
        assert left('<p title="Hello">KiloWire ⟦Hola ⟦KW⟧⟧</p><script>var x</script>') == {"Hello"}
        assert left('<p aria-label="⟦x⟧">⟦Buenos días⟧, Hana Ito</p>') == set()


def test_no_text_is_marked_where_the_catalog_is_not_read_from() -> None:
    """What stands inside of an f-string is not found when the catalog is made."""
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for text in ast.walk(module.tree)
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and called_name(node) in ("_", "gettext", "ngettext", "gettext_noop")
        if any(isinstance(each, ast.Constant) for each in node.args)
    ]
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("build", [closed_job, closed_removal])
def test_papers(build: Callable[[], Job]) -> None:
    for paper in Document.objects.of(build()).in_force():
        paper.language = "es"
        with everything_marked("es"):
            html = lay_out(paper, lambda done, steps: None).html
        assert left(html) == set(), paper.kind


@pytest.mark.django_db
def test_pages(client: Client) -> None:
    for situation in (Situation.VISIT, Situation.STOPPED_CITY, Situation.APPLIED, Situation.CANCELLED):
        job = JOBS[situation]()
        link = homeowner_links.make_link(person=job.people.get(), by=someone("olive"))
        pages = [address(link), *(address(link, "homeowner:prepare", name) for name in PREPARATIONS)]
        pages += [address(link, f"homeowner:{name}") for name in ("papers",)]
        for page in pages if situation is Situation.VISIT else pages[:1]:
            with everything_marked("es"):
                status_page._kept.cache_clear()
                shown = client.get(page, {"lang": "es"}).content.decode()
                status_page._kept.cache_clear()
            assert left(shown) == set(), page


@pytest.mark.django_db
def test_messages() -> None:
    reader = Reader()
    for kind in NOTICES:
        with everything_marked("es"):
            written = letter([reader.notice(kind, "es")])
            texts = [written.subject, str(written.body), text_message([reader.notice(kind, "es")])]
        for text in texts:
            assert left(LINK.sub("", text)) == set(), kind
