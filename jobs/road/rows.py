"""What the road's two tables are made of: kinds, stages and milestones, and the shape of a row. Pure."""

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
    """A dated fact on the road; the value is the stem of the job's columns."""

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

    ``needs`` binds our own acts (refused while a need does not stand). ``expects`` is what should already
    stand when an outside party acts; where it does not, the fact is recorded all the same and the job does
    not add up.

    ``label`` is its point on the wire of screens and papers. ``homeowner`` is its point on the homeowner's
    page, ``homeowner_on_removal`` the same where the adapter is taken out; empty where it is left out.
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
        """Its point on the homeowner's page for a job of this kind; empty where the page leaves it out."""
        return self.homeowner_on_removal if kind == Kind.REMOVAL else self.homeowner


@dataclass(frozen=True, slots=True)
class StageRow:
    """What one stage is called: in lists, in the first sentence of a job, and to the homeowner.

    ``label`` is its column and its word in lists, ``sentence`` what is true of a job that stands in it,
    ``on_removal`` the same where the adapter is taken out, and ``after`` the same once a milestone of the
    stage, or one beside it, stands. ``homeowner_now`` and ``homeowner_meaning`` are what the homeowner reads
    first. ``{utility}`` and ``%(utility)s`` stand for the utility's short name.
    """

    label: str
    sentence: str
    homeowner_now: str
    homeowner_meaning: str
    on_removal: str = ""
    after: tuple[Milestone, str] | None = None
