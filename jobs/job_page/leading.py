"""Where the next act of a job is: each tab says its own, and the road says which tab comes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils import timezone

from jobs.job_page.facts import by_urgency, upcoming_appointments
from jobs.job_page.lines import address_of
from jobs.job_page.turn_facts import sentence_facts
from jobs.models import Job, OpenItem, Party
from jobs.road.job_tabs import record_page, tabs
from jobs.road.sentences import SentenceFacts, sentence_and_choice
from jobs.road.stages import Milestone
from jobs.road.turns import Choice
from kilowire.models import User

THEN = "then"
"""The query parameter that names the tab to go on with once the form is sent."""


class NextForm(NamedTuple):
    """The URL of a form. ``ours``: the act is ours and can be done now; else it records an awaited answer."""

    url: str = ""
    ours: bool = True


NONE = NextForm()
Lead = Callable[[User, Job], NextForm]
"""Returns the form of a tab's next act for this user; ``NONE`` if there is none."""

_LEADS: dict[str, Lead] = {}


def leads_on(key: str, lead: Lead) -> None:
    """Declare which act of the tab ``key`` comes next."""
    _LEADS[key] = lead


def has_lead(key: str) -> bool:
    """Return whether a tab declares its next act."""
    return key in _LEADS


def next_on_tab(key: str, user: User, job: Job) -> NextForm:
    """Return the form of this tab's next act; its URL says that the page goes on with this tab."""
    lead = _LEADS.get(key)
    found = lead(user, job) if lead else NONE
    if not found.url:
        return NONE
    joint = "&" if "?" in found.url else "?"
    return NextForm(f"{found.url}{joint}{urlencode({THEN: key})}", found.ours)


def onward(key: str, user: User, job: Job) -> str:
    """Return the URL of the form of our next act, on this tab or else on the job; empty if there is none."""
    found = next_on_tab(key, user, job)
    return found.url if found.url and found.ours else next_on_job(user, job)


def next_on_job(user: User, job: Job) -> str:
    """Return the URL of the form of the job's next act, where it is ours; empty if somebody is waited for."""
    today = timezone.localdate()
    items = by_urgency(OpenItem.objects.of(job).open().order_by("id"), today)
    facts = sentence_facts(job, items, list(upcoming_appointments(job)), today)
    choice = sentence_and_choice(facts)[1]
    for milestone in _milestones_of_ours(choice):
        found = next_on_tab(_tab_of(milestone), user, job)
        if found.url and found.ours:
            return found.url
    return ""


def _milestones_of_ours(choice: Choice) -> list[Milestone]:
    if choice.steps:
        return [step.milestone for step in choice.steps]
    return [Milestone(choice.milestone)] if choice.is_ours and choice.milestone else []


def _tab_of(milestone: Milestone) -> str:
    return next((each.key for each in tabs() if milestone in each.milestones), "")


def sentence_with_button(
    facts: SentenceFacts, job: Job, items: list[OpenItem], user: User, tab: str
) -> dict[str, Any]:
    """Return the sentences of a job, and under ``act`` the button beside them or None.

    ``here``: that act is one of this tab, which therefore shows no other button as its primary one.
    """
    sentence, choice = sentence_and_choice(facts)
    act = _primary_act(job, choice, items, facts, user)
    here = act is not None and choice.milestone is not None and _tab_of(Milestone(choice.milestone)) == tab
    return {**sentence, "act": act, "here": here}


def _primary_act(
    job: Job, choice: Choice, items: list[OpenItem], facts: SentenceFacts, user: User
) -> dict[str, str] | None:
    """Return the button beside the sentence: where the next act is done or an answer is recorded, or None."""
    page = record_page(Milestone(choice.milestone)) if choice.milestone else None
    if page and choice.milestone:
        if page.office_only and not user.is_office:
            return None
        label = page.act if choice.is_ours else page.answer
        return _button(label.format(utility=facts.utility), address_of(page.page, job.number))
    if choice.turn is None or not choice.turn.ours:
        return None
    item = items[facts.turns.index(choice.turn)]
    may_act = user.is_office or item.party == Party.FIELD
    return _button("Go to it", address_of(item.act, job.number)) if may_act else None


def _button(label: str, url: str) -> dict[str, str] | None:
    return {"label": label, "url": url, "kind": "primary", "method": "get"} if label and url else None
