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
    """The words for one stage: in lists, and in the first sentence of a job.

    ``label`` heads its column and names it in lists, ``sentence`` is the first sentence of a job in it,
    ``on_removal`` the same where the adapter is taken out, and ``after`` the same once a milestone of the
    stage, or a parallel one, is recorded. ``{utility}`` stands for the utility's short name.
    """

    label: str
    sentence: str
    on_removal: str = ""
    after: tuple[Milestone, str] | None = None
