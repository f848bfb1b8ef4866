"""Lines of the page Today about what went wrong: messages, papers, tablets, outcomes that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.job_page.facts import appointment_word
from jobs.job_page.lines import address_of
from jobs.models import Appointment, Document, Job, LineKind, Notice, OpenItem, PutAside, Tablet
from jobs.road.stages import contradiction_in_words, contradictions
from jobs.search.twins import Twin
from jobs.today.views.today_rows import Line, LineButton
from kilowire.floor.days import counted, exact_moment


def odd_line(job: Job, twins: Mapping[int, Sequence[Twin]]) -> Line:
    """Return the line of a job that does not add up; ``twins`` are those of each job that has any."""
    pairs = contradictions(job.kind, job.standing)
    if pairs:
        step, missing = pairs[0]
        detail = contradiction_in_words(step, missing, waived=bool(job.waived_on(step.milestone)))
    else:
        detail = next((twin.sentence for twin in twins.get(job.pk, ())), "")
    return _of_job(LineKind.ODD, job, "Sort out what does not add up", row=job.pk, opens=False, detail=detail)


def visit_line(visit: Appointment, today: date) -> Line:
    """Return the line of a past appointment whose outcome is not recorded."""
    day = timezone.localtime(visit.starts_at).date()
    word = appointment_word(visit.kind, visit.job.site.utility.short_name)
    url = address_of(f"jobs:finish_appointment {visit.pk}", visit.job.number)
    what, late = f"Record how it went: {word[:1].lower()}{word[1:]}", counted((today - day).days, "day")
    return _of_job(
        LineKind.VISIT, visit.job, what, row=visit.pk, url=url, when=f"{late} ago", late=True, party="Field"
    )


def notice_line(notice: Notice) -> Line:
    """Return the line of a message that did not arrive."""
    why = notice.error or f"{notice.get_delivery_display()} {notice.server_words}".strip()
    job = notice.person.job
    return _of_job(
        LineKind.NOTICE,
        job,
        f"Reach {notice.person.name}: our message did not arrive",
        row=notice.pk,
        url=address_of("jobs:messages", job.number),
        opens=False,
        detail=why,
        press=LineButton("Send again", address_of(f"jobs:send_again {notice.pk}", job.number)),
    )


def paper_line(paper: Document) -> Line:
    """Return the line of a paper that could not be made."""
    return _of_job(
        LineKind.PAPER,
        paper.job,
        f"Make it again: {paper.title}",
        row=paper.pk,
        url=address_of("jobs:papers", paper.job.number),
        opens=False,
        detail=paper.error,
        press=LineButton("Make it again", address_of(f"jobs:make_paper_again {paper.pk}", paper.job.number)),
    )


def word_line(item: OpenItem) -> Line:
    """Return what a cancelled job left to undo and somebody ended by a written word."""
    seen = LineButton("Seen", address_of(f"jobs:see_word {item.pk}", item.job.number))
    what = f"Read how it was ended: {item.what}"
    return _of_job(
        LineKind.WORD,
        item.job,
        what,
        row=item.pk,
        opens=False,
        detail=item.ended_note,
        party="Owner",
        press=seen,
    )


def _of_job(kind: str, job: Job, what: str, *, url: str = "", **more: Any) -> Line:
    where = url or address_of("jobs:overview", job.number)
    return Line(
        kind=kind,
        job_id=job.pk,
        what=what,
        url=where,
        number=job.number,
        name=job.homeowner_name,
        **more,
    )


def tablet_line(tablet: Tablet) -> Line:
    """Return the line of a tablet that holds work for more than a working day."""
    since = f" since {exact_moment(timezone.localtime(tablet.held_since))}" if tablet.held_since else ""
    return Line(
        kind="tablet",
        what=f"Get {tablet.user.name}'s {tablet} to send its work",
        url=reverse("jobs:tablets"),
        opens=False,
        detail=f"{counted(tablet.held_count, 'thing')} unsent{since}",
    )


def put_aside_line(row: PutAside) -> Line:
    """Return what a tablet could not hand in, with the page where it is settled."""
    return Line(
        kind="aside",
        what=f"File or discard what {row.by.name}'s tablet put aside: {row}",
        url=reverse("jobs:file_put_aside", args=[row.pk]),
        opens=False,
        number=row.job.number if row.job else "",
        name=row.job.homeowner_name if row.job else "",
        detail=row.because,
    )
