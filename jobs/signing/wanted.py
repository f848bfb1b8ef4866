"""The open items that papers to sign need, from the facts of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from jobs.open_items.wanted import OFFICE, Wanted

HOMEOWNER = "homeowner"
SIGNING = "jobs.signing:"
SIGN = f"{SIGNING}sign:"
SIGN_IT: dict[str, str] = {
    "contract": _("Sign the work contract"),
    "change_order": _("Sign the change order"),
    "customer_agreement": _("Sign the utility's customer agreement"),
    "authorization": _("Sign the authorization of the contractor"),
}
PAGE = "jobs:signing"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A paper to sign: ``state`` as in ``RequestState``; ``because`` is why it ended or could not be made."""

    pk: int
    paper: str
    named: str
    state: str
    since_on: date
    expires_on: date
    who: str = ""
    because: str = ""
    noted: bool = False
    failed: bool = False
    not_recorded: str = ""


def wanted_items(papers: list[RequestFacts]) -> Iterator[Wanted]:
    """Yield every item that should be open; any other of ``SIGNING`` is over."""
    for paper in papers:
        yield from _wanted(paper)


def _wanted(paper: RequestFacts) -> Iterator[Wanted]:
    key = f"{SIGNING}office:{paper.pk}"
    if paper.failed:
        yield Wanted(key, OFFICE, f"{paper.named} cannot be signed or sealed: {paper.because}", act=PAGE)
    elif paper.state == "out":
        what = SIGN_IT[paper.paper]
        yield Wanted(
            f"{SIGN}{paper.pk}",
            HOMEOWNER,
            what,
            act=PAGE,
            since_on=paper.since_on,
            expected_on=paper.expires_on,
        )
    elif paper.state == "signed":
        yield Wanted(key, OFFICE, f"Countersign {paper.named.lower()}: everybody has signed it", act=PAGE)
    elif paper.state == "declined" and not paper.noted:
        what = f"{paper.who} does not sign {paper.named.lower()}: {paper.because}"
        yield Wanted(key, OFFICE, what[:240], act=PAGE)
    elif paper.state == "expired" and not paper.noted:
        yield Wanted(key, OFFICE, f"{paper.named} was not signed in time: send it again, or call", act=PAGE)
    elif paper.state == "done" and paper.not_recorded and not paper.noted:
        what = f"{paper.named} is signed and could not be recorded: {paper.not_recorded}"
        yield Wanted(key, OFFICE, what[:240], act=PAGE)
