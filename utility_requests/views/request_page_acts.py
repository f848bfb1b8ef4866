"""The acts that the utility tab offers: the next ones on the application, and those rarely needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.floor.days import counted
from utility_requests.packet import PacketItem
from utility_requests.services.reading import RequestRows


def act_url(name: str, job: Job, *more: Any) -> str:
    return reverse(f"utility_requests:{name}", args=[job.number, *more])


def acts_now(on_file: RequestRows, packet: tuple[PacketItem, ...]) -> Iterator[dict[str, str]]:
    """Yield the next act on the application, then those that may be needed with it."""
    job, row, standing = on_file.job, on_file.request, on_file.job.standing
    name = job.site.utility.short_name
    if row is None or not row.is_live:
        if not job.cancelled_on and Milestone.ADAPTER_SET not in standing:
            yield _act("Prepare the application", act_url("prepare", job), "primary")
        if row and row.ended_as in ("returned", "denied"):
            yield _act("Undo: this did not happen", act_url("undo_answer", job), "danger")
        return
    if row.submitted_on is None:
        yield _act("Numbers", act_url("edit_numbers", job))
        missing = sum(1 for item in packet if not item.ok)
        reason = (
            f"{counted(missing, 'thing is', 'things are')} missing in the packet below." if missing else ""
        )
        yield _act("Application sent", act_url("submit", job), "primary", reason)
    elif Milestone.UTILITY_APPROVED not in standing:
        yield _act(f"Returned or denied by {name}", act_url("answered", job))
        yield _act("Approved", act_url("approve", job), "primary")
    if row.approved_on and row.approval_paper_id is None:
        yield _act("File the approval", act_url("file_approval", job), "primary")


def acts_beside(on_file: RequestRows) -> Iterator[dict[str, str]]:
    """Yield the acts that are rarely needed: waive, undo, withdraw."""
    job, row, standing = on_file.job, on_file.request, on_file.job.standing
    if row is None or not row.is_live:
        return
    if row.submitted_on:
        yield _act("Numbers", act_url("edit_numbers", job))
    if row.submitted_on is None and Milestone.UTILITY_APPROVED not in standing:
        yield _act("Approved although not sent by us", act_url("approve", job))
    if Milestone.UTILITY_APPROVED not in standing:
        yield _act("Go on without an approval", act_url("waive_approval", job))
    else:
        yield _act("Undo the approval", act_url("undo_approval", job), "danger")
    if row.submitted_on:
        yield _act("Undo “sent”", act_url("undo_submission", job), "danger")
    if Milestone.ADAPTER_SET not in standing:
        yield _act("Withdraw the application", act_url("withdraw", job), "danger")


def _act(label: str, url: str, kind: str = "quiet", reason: str = "") -> dict[str, str]:
    return {
        "label": label,
        "url": url,
        "kind": kind,
        "reason": reason,
        "id": url.strip("/").replace("/", "-"),
    }
