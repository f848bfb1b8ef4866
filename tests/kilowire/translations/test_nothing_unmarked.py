"""Every word of a Spanish page or paper comes from the catalog, but for a closed list of names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jobs.homeowner.services import links as homeowner_links
from jobs.homeowner.views import status_page
from jobs.models import Document, HomeownerLink, Job
from jobs.notices.kinds import NOTICES
from jobs.notices.outbox.letters import letter, text_message
from jobs.papers.outbox.paper_html import lay_out
from jobs.photos.services import photo_requests
from jobs.signing import disclosures
from jobs.status.preparing import PREPARATIONS
from jobs.status.situation import Situation
from tests.architecture.source import called_name, modules
from tests.builders import utility_requests
from tests.builders.cast import someone
from tests.builders.homeowner import address, linked, opened
from tests.builders.jobs import booked
from tests.builders.signing import agreement_out
from tests.builders.whole_road import closed_job, closed_removal, ready_for_the_utility
from tests.jobs.notices.test_letters import Reader
from tests.jobs.status.situations import JOBS
from tests.kilowire.translations.marked import everything_marked, unmarked

Sent = tuple[str, tuple[object, ...], dict[str, Any] | None]
"""A page of the homeowner: its URL name, what else it takes, and what is sent to it; None: only opened."""
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


def before_the_visit() -> tuple[HomeownerLink, list[Sent]]:
    """The utility comes tomorrow, and a photo is asked for; the papers for it are out to be signed."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    job = utility_requests.window_given(ready_for_the_utility(), starts_on=tomorrow).visit.job
    signing = agreement_out(job)
    photo_requests.ask_for_photo(
        job=job, slot="other", because="Bonded", of_homeowner=True, by=someone("olive")
    )
    text = SimpleUploadedFile("bonded.txt", b"text", content_type="text/plain")
    pk = signing.signers.get().pk
    word = {"version": 1, "word": signing.versions.get().word, "agrees": "on"}
    papers = list(signing.papers)
    signed = {f"{part}_{each}": each for each in papers for part in ("name", "means")}
    here: list[Sent] = [
        *_sent("from_homeowner:staged", "from_homeowner:how_it_went", "from_homeowner:know_the_day"),
        ("from_homeowner:know_the_day", (), {"knows": "on"}),
        *_sent("from_homeowner:photos", "from_homeowner:ask", "from_homeowner:wishes"),
        ("from_homeowner:photos", (), {"more": text}),
        ("from_homeowner:ask", (), {"call_back": "on", "phone": "7"}),
        ("from_homeowner:appointment", (booked(job, kind="service").pk,), {"suits": "x"}),
        ("homeowner:papers_to_sign", (), None),
        ("homeowner:sign", (pk,), {"version": 1}),
        ("homeowner:sign", (pk,), {**word, "word": "x"}),
        ("homeowner:decline", (pk,), {}),
        ("homeowner:sign", (pk,), word),
        ("homeowner:sign", (pk,), {"version": 1}),
        ("homeowner:sign", (pk,), {"version": 1, **signed}),
        ("homeowner:sign", (pk,), None),
        ("homeowner:papers_to_sign", (), None),
        ("homeowner:papers", (), None),
        ("homeowner:status", (), None),
    ]
    return linked(job), here


def after_the_close_out() -> tuple[HomeownerLink, list[Sent]]:
    job = closed_job()
    return linked(job), [
        *_sent("from_homeowner:claim", "from_homeowner:sold"),
        ("from_homeowner:charging", (), None),
        ("from_homeowner:claim", (), {"what": "Bonded"}),
        ("homeowner:papers", (), None),
        ("homeowner:status", (), None),
    ]


def _without_disclosures(html: str) -> str:
    """Without what is read before a consent, whose versions keep the words of each language themselves."""
    for point in disclosures.latest().of("es"):
        html = html.replace(point, "")
    return html


def _sent(*names: str) -> list[Sent]:
    """These pages, opened and sent empty."""
    return [(name, (), {}) for name in names]


@pytest.mark.django_db
@pytest.mark.parametrize("build", [before_the_visit, after_the_close_out])
def test_pages_behind_the_code(build: Callable[[], tuple[HomeownerLink, list[Sent]]]) -> None:
    """Each page, opened in a browser in which the code was typed, and what it says to what is sent."""
    link, sent = build()
    code = f"{address(link, 'homeowner:papers')}?lang=es"
    with everything_marked("es"):
        stranger = [Client().get(code), Client().post(code, {"code": "1"})]
    assert [each.status_code for each in stranger] == [200, 422]
    assert set.union(*(left(each.content.decode()) for each in stranger)) == set()
    browser, found = opened(Client(), link), {}
    browser.get(address(link))  # where it is said, in the person's own language, that a code was sent
    for name, rest, given in sent:
        page = f"{address(link, name, *rest)}?lang=es"
        with everything_marked("es"):
            status_page._kept.cache_clear()
            shown = [browser.get(page)]
            if given is not None:
                shown.append(browser.post(page, given, follow=True))
            status_page._kept.cache_clear()
        assert {each.status_code for each in shown} <= {200, 404, 422}, name
        assert 200 in {each.status_code for each in shown}, name
        if words := set.union(*(left(_without_disclosures(each.content.decode())) for each in shown)):
            found[name, str(given)] = words
    assert not found


@pytest.mark.django_db
def test_messages() -> None:
    reader = Reader()
    for kind in NOTICES:
        with everything_marked("es"):
            written = letter([reader.notice(kind, "es")])
            texts = [written.subject, str(written.body), text_message([reader.notice(kind, "es")])]
        for text in texts:
            assert left(LINK.sub("", text)) == set(), kind
