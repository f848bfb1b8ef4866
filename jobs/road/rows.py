"""The types of the road's two tables: kinds, stages, milestones, and the rows of each table. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the homeowner asked for."""

    INSTALLATION = "installation"
    REPLACEMENT = "replacement"
    REMOVAL = "removal"


class Stage(StrEnum):
    """What a job waits for first."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    ELIGIBILITY = "eligibility"
    AGREEMENT = "agreement"
    PERMIT = "permit"
    UTILITY_APPLICATION = "utility_application"
    INSTALLATION = "installation"
    OUTAGE = "outage"
    INSPECTION = "inspection"
    COMMISSIONING = "commissioning"
    CLOSE_OUT = "close_out"
    WARRANTY = "warranty"
    DONE = "done"


class Milestone(StrEnum):
    """A dated fact on the road; its value begins the names of the job's columns."""

    ACCEPTED = "accepted"
    SURVEYED = "surveyed"
    ELIGIBLE = "eligible"
    AGREED = "agreed"
    PERMIT_ISSUED = "permit_issued"
    UTILITY_SUBMITTED = "utility_submitted"
    UTILITY_APPROVED = "utility_approved"
    CIRCUIT_INSTALLED = "circuit_installed"
    OUTAGE_CONFIRMED = "outage_confirmed"
    ADAPTER_SET = "adapter_set"
    INSPECTION_PASSED = "inspection_passed"
    COMMISSIONED = "commissioned"
    CLOSED_OUT = "closed_out"
    WARRANTY_OVER = "warranty_over"


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone of the road: what it needs, and what it is called.

    ``needs`` are the milestones without which an act of ours is refused. ``expects`` are those that should be
    recorded before an outside party acts; if one is not, the fact is recorded all the same and the job does
    not add up.

    ``label`` names its point on the wire of screens and papers. ``homeowner`` names it on the homeowner page,
    ``homeowner_on_removal`` the same where the adapter is taken out; empty where it is left out.
    ``done`` completes “… is not recorded yet”, ``said`` is the past tense of the timeline, ``act`` completes
    “It is our turn: …”. ``{utility}`` stands for the utility's short name.
    """

    milestone: Milestone
    stage: Stage
    ours: bool
    label: str
    done: str
    said: str
    act: str = ""
    homeowner: str = ""
    homeowner_on_removal: str = ""
    needs: tuple[Milestone, ...] = ()
    expects: tuple[Milestone, ...] = ()
    waivable: bool = False

    def homeowner_label(self, kind: str) -> str:
        """Its label on the homeowner page for a job of this kind; empty where the page leaves it out."""
        return self.homeowner_on_removal if kind == Kind.REMOVAL else self.homeowner


@dataclass(frozen=True, slots=True)
class StageRow:
    """The words for one stage: in lists, in the first sentence of a job, and to the homeowner.

    ``label`` heads its column and names it in lists, ``sentence`` is the first sentence of a job in it,
    ``on_removal`` the same where the adapter is taken out, and ``after`` the same once a milestone of the
    stage, or a parallel one, is recorded. ``homeowner_now`` and ``homeowner_meaning`` are what the homeowner
    reads first, ``homeowner_on_removal`` both where the adapter is taken out, and ``without_papers`` the
    second while no paper can be opened. ``{utility}`` and ``%(utility)s`` stand for the utility's short name.
    """

    label: str
    sentence: str
    homeowner_now: str
    homeowner_meaning: str
    on_removal: str = ""
    homeowner_on_removal: tuple[str, str] | None = None
    without_papers: str = ""
    after: tuple[Milestone, str] | None = None

    def for_homeowner(self, kind: str, *, has_papers: bool) -> tuple[str, str]:
        """Return what is true now and what it means, on a job of this kind."""
        now, meaning = self.homeowner_now, self.homeowner_meaning
        if kind == Kind.REMOVAL and self.homeowner_on_removal:
            now, meaning = self.homeowner_on_removal
        return now, meaning if has_papers or not self.without_papers else self.without_papers
