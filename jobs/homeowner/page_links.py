"""The list of everything that the status page leads to.

A page that wants to stand on the status page adds a source here: a function that gets the facts and yields
its ``PageLink``s. It asks the database nothing, since the status page is drawn once for equal facts. An open
item on the homeowner that has a page of its own is named by the beginning of its key instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from jobs.road.homeowner_words import long_day
from jobs.road.stages import Milestone
from jobs.status.facts import HomeownerFacts
from jobs.status.page_link import PageLink
from jobs.status.preparing import preparations

Source = Callable[[HomeownerFacts], Iterable[PageLink]]


def own_part(facts: HomeownerFacts) -> Iterator[PageLink]:
    """Yield what the homeowner tells and sends us where the job is now."""
    if facts.cancelled_on:
        return
    visit, words = facts.visit, {"utility": facts.utility}
    if facts.visit_has_passed or (visit and visit.expected_on == facts.today):
        title = _("How did the visit of %(utility)s go?") % words
        yield PageLink(title, _("One tap tells us who came and what was done."), "from_homeowner:how_it_went")
    for each in facts.coming:
        day = long_day(each.starts_at.date())
        sentence = _("Tell us whether %(day)s suits you.") % {"day": day}
        yield PageLink(_("Does this time suit you?"), sentence, "from_homeowner:appointment", (each.pk,))
    if Milestone.SURVEYED not in facts.standing:
        sentence = _("Panel, meter and bill: we come better prepared.")
        yield PageLink(_("Send us photos"), sentence, "from_homeowner:photos", is_asked=False)
    yield PageLink(_("Ask us"), _("We answer or call you back."), "from_homeowner:ask", is_asked=False)


SOURCES: tuple[Source, ...] = (own_part, preparations)
PAGE_OF_ITEM: dict[str, str] = {}
"""Beginning of an open item's key → URL name of the page where it is done, which takes token and pk."""


def page_links(facts: HomeownerFacts) -> list[PageLink]:
    """Return every entry of the status page, in the order of the sources."""
    return [link for source in SOURCES for link in source(facts)]


def page_of_item(key: str) -> str:
    """Return the URL name of the page where this item is done; empty where it has none."""
    return next((name for prefix, name in PAGE_OF_ITEM.items() if key.startswith(prefix)), "")
