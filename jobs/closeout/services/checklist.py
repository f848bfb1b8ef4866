"""What the close-out needs, line by line: whether it is on file, and the page where it is supplied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.models import Coverage, CoverageKind, Document, Job, OpenItem, Reference, ReferenceKind
from jobs.road.job_tabs import page_of_tab, tabs
from jobs.road.paper_kinds import PAPERS, PaperKind
from jobs.road.stages import Kind, Milestone
from jobs.warranty.services import warranties as warranty

_OF_EVERY_JOB = (
    PaperKind.SURVEY_REPORT,
    PaperKind.ELIGIBILITY_REPORT,
    PaperKind.AGREEMENT_SUMMARY,
    PaperKind.UTILITY_APPLICATION,
    PaperKind.VISIT_RECORD,
)
_OF_A_CIRCUIT = (
    PaperKind.SURVEY_REPORT,
    PaperKind.ELIGIBILITY_REPORT,
    PaperKind.AGREEMENT_SUMMARY,
    PaperKind.PERMIT_RECORD,
    PaperKind.UTILITY_APPLICATION,
    PaperKind.INSTALLATION_RECORD,
    PaperKind.VISIT_RECORD,
    PaperKind.INSPECTION_RECORD,
    PaperKind.COMMISSIONING_RECORD,
    PaperKind.WARRANTY_CERTIFICATE,
)
REQUIRED: dict[str, tuple[PaperKind, ...]] = {
    Kind.INSTALLATION: _OF_A_CIRCUIT,
    Kind.REPLACEMENT: _OF_A_CIRCUIT,
    Kind.REMOVAL: _OF_EVERY_JOB,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the close-out needs. ``page``: the URL name of the page where it is supplied.

    Not ``needed``: the job can be closed out without it, and the page says that it is missing.
    """

    label: str
    on_file: bool
    page: str
    needed: bool = True


def checklist(job: Job) -> list[Line]:
    """Return what must be on file before the close-out, and the open items that it waits for."""
    return [*_papers(job), *_registrations(job), *_open_items(job), *_request_number(job)]


def missing(job: Job) -> list[Line]:
    """Return the lines without which the job cannot be closed out."""
    return [line for line in checklist(job) if line.needed and not line.on_file]


def _papers(job: Job) -> Iterator[Line]:
    in_force = set(Document.objects.of(job).in_force().values_list("kind", flat=True))
    if warranty.can_be_certified(job):
        in_force.add(PaperKind.WARRANTY_CERTIFICATE.value)
    for kind in REQUIRED[job.kind]:
        yield Line(PAPERS[kind].title, kind.value in in_force, _tab_of(kind))


def _tab_of(kind: PaperKind) -> str:
    """Return the page on which the milestone of this paper is recorded."""
    rests_on = PAPERS[kind].rests_on
    found = (each.page for each in tabs() for milestone in rests_on if milestone in each.milestones)
    return next(found, page_of_tab("papers"))


def _registrations(job: Job) -> Iterator[Line]:
    if job.kind == Kind.REMOVAL:
        return
    makers = Coverage.objects.of(job).filter(withdrawn_on=None).exclude(kind=CoverageKind.WORKMANSHIP)
    for coverage in makers:
        registered = coverage.registered_on is not None
        yield Line(f"Registration of {coverage.covers}", registered, "jobs:register_all")


def _open_items(job: Job) -> Iterator[Line]:
    waits = OpenItem.objects.of(job).open().blocking(Milestone.CLOSED_OUT)
    return (Line(item.what, on_file=False, page=item.act) for item in waits)


def _request_number(job: Job) -> Iterator[Line]:
    found = Reference.objects.of(job).filter(kind=ReferenceKind.UTILITY_REQUEST).exists()
    label = f"{job.site.utility.short_name}'s request number"
    yield Line(label, found, page_of_tab("utility"), needed=False)
