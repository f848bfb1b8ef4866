"""What must agree: the second table beside the road, of facts that rest on other facts. Pure.

The road's table says which milestones need which. This one says which facts need which: a verdict the house
it was made for, a contract its price, a warranty the serial number on the wall. Where two facts differ, the
row says so in a sentence, names who settles it and on which tab, and which of our own acts wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.utils.translation import gettext_noop

from jobs.road.contract_agrees import CONTRACT_ROWS, ContractFacts
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day, spoken_list
from kilowire.floor.normal.numbers import same_number

M = Milestone


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """``changed``: what changed since the last evaluation. ``lacks``: why that evaluation is not eligible.

    Both are empty while the verdict is not recorded. A new version of the rules changes neither.
    """

    changed: tuple[str, ...] = ()
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class AdapterFacts:
    """Serial numbers of the adapter on file and of the one that the maker's warranty names; "" without one.

    ``tested_on``: the charger's last test.
    """

    bought: str = ""
    covered: str = ""
    tested_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdapterSet:
    """The adapter in the socket, as the utility's visit is recorded; blank where none is set."""

    serial: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class JobFacts:
    """The facts that are compared. Each app hands over its own in its module ``job_facts``."""

    kind: str
    standing: frozenset[str]
    verdict: VerdictFacts = field(default_factory=VerdictFacts)
    adapter: AdapterFacts = field(default_factory=AdapterFacts)
    adapter_set: AdapterSet = field(default_factory=AdapterSet)
    contract: ContractFacts = field(default_factory=ContractFacts)


@dataclass(frozen=True, slots=True)
class MustAgree:
    """A row of the table. ``differs`` returns what does not agree, as a sentence without a period, or "".

    ``settle`` is what the party does about it, and ``tab`` where. ``blocks`` are the milestones of ours that
    are refused until then. With ``wastes_visit`` the utility's visit is not ready. ``for_homeowner`` is the
    sentence on the homeowner page, marked for translation; empty where it says nothing.
    """

    name: str
    differs: Callable[[JobFacts], str]
    settle: str
    tab: str
    party: str = "office"
    blocks: tuple[Milestone, ...] = ()
    wastes_visit: bool = False
    for_homeowner: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two facts of a job that do not agree: the row of the table, and the sentence."""

    row: MustAgree
    sentence: str

    @property
    def what(self) -> str:
        """The open item: what differs, and what to do about it."""
        return f"{self.sentence}: {self.row.settle}"


def differences(facts: JobFacts, *, blocking: Milestone | None = None) -> tuple[Difference, ...]:
    """Return what does not agree, in the table's order; only what blocks that milestone, if one is given."""
    rows = (row for row in MUST_AGREE if blocking is None or blocking in row.blocks)
    said = ((row, row.differs(facts)) for row in rows)
    return tuple(Difference(row, sentence) for row, sentence in said if sentence)


_NAMED = 3


def _verdict(facts: JobFacts) -> str:
    if M.ELIGIBLE not in facts.standing or M.CLOSED_OUT in facts.standing:
        return ""
    changed = facts.verdict.changed
    if changed:
        more = [f"{len(changed) - _NAMED} more"] if len(changed) > _NAMED else []
        return f"Changed since the verdict: {spoken_list([*changed[:_NAMED], *more])}"
    return f"The verdict no longer says eligible ({facts.verdict.lacks})" if facts.verdict.lacks else ""


def _serials(facts: JobFacts) -> str:
    seen, bought = facts.adapter_set.serial, facts.adapter.bought
    if not seen or same_number(seen, bought):
        return ""
    return f"The utility set the adapter {seen}, and {bought or 'none'} was bought"


def _covered(facts: JobFacts) -> str:
    covered, bought = facts.adapter.covered, facts.adapter.bought
    if not covered or not bought or same_number(covered, bought):
        return ""
    return f"The warranty names the adapter {covered}, and {bought} is on the job"


def _tested(facts: JobFacts) -> str:
    tested_on, set_on = facts.adapter.tested_on, facts.adapter_set.on
    if M.COMMISSIONED not in facts.standing or not tested_on or not set_on or tested_on >= set_on:
        return ""
    days = f"{spoken_day(tested_on)}, before the adapter was set on {spoken_day(set_on)}"
    return f"The charger was tested on {days}"


def _of_contract(rule: Callable[[ContractFacts], str], facts: JobFacts) -> str:
    return rule(facts.contract)


MUST_AGREE: tuple[MustAgree, ...] = (
    MustAgree(
        "verdict",
        _verdict,
        settle="judge again",
        tab="assessment",
        blocks=(M.UTILITY_SUBMITTED,),
        wastes_visit=True,
        for_homeowner=gettext_noop(
            "Something about your house changed, so we are checking again that the adapter fits it."
        ),
    ),
    MustAgree(
        "serials",
        _serials,
        settle="say which serial number is right",
        tab="utility",
        blocks=(M.COMMISSIONED, M.CLOSED_OUT),
    ),
    MustAgree(
        "covered",
        _covered,
        settle="cover the one on the wall",
        tab="warranty",
        blocks=(M.CLOSED_OUT,),
    ),
    MustAgree(
        "tested",
        _tested,
        settle="test it again",
        tab="installation",
        party="field",
        blocks=(M.CLOSED_OUT,),
    ),
    *(
        MustAgree(name, partial(_of_contract, rule), settle=settle, tab="agreement", blocks=blocks)
        for name, rule, settle, blocks in CONTRACT_ROWS
    ),
)
"""Add a row here, and its facts to ``JobFacts``."""
