"""The Messages pages, of a job and of all jobs, with what became of each message; one press sends again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.job_page.acts import ActPage, Press, TabActs
from jobs.job_page.lines import address_of
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job, Notice
from jobs.notices.services import again
from jobs.notices.views.message_rows import message_row, unknown_said
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.keyset import page_of
from kilowire.models import User

SHOWN = 50
GROUPS: dict[str, tuple[str, Q]] = {
    "": ("Everything", Q()),
    "waiting": ("Queued", Q(status__in=["waiting", "sending"])),
    "failed": ("Did not arrive", Q(status="failed") | Q(delivery__in=["bounced", "complained"])),
    "dropped": ("Not sent", Q(status="dropped")),
}
messages_tab = TabActs("messages", back="jobs:messages")


@require_safe
@office_only
def all_messages(request: StaffRequest) -> HttpResponse:
    page = _listed(request, Notice.objects.visible_to(request.user), "/messages/")
    return render(request, "jobs/notices/all_messages.html", page)


@require_safe
@office_only
def messages(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    rows = Notice.objects.visible_to(request.user).of(job)
    page = _listed(request, rows, address_of("jobs:messages", job.number))
    return render(request, "jobs/notices/messages.html", {**job_context(request, job, "messages"), **page})


def visible_notice(user: User, job: Job, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(user).of(job), pk=pk)


@messages_tab.press_on(visible_notice, office_only)
def send_again(page: ActPage, notice: Notice) -> Press:
    return Press(
        title=f"Send the message to {notice.person.name} again",
        does=partial(again.send_again, notice=notice),
        done="It is on its way again.",
    )


def _listed(request: StaffRequest, rows: Any, base: str) -> dict[str, Any]:
    show = request.GET.get("show", "")
    chosen = show if show in GROUPS else ""
    found = rows.filter(GROUPS[chosen][1]).select_related("person__job")
    page = page_of(found, request.GET, SHOWN)
    return {
        "rows": [message_row(notice) for notice in page.rows],
        "groups": [
            {"label": label, "url": f"{base}?show={key}" if key else base, "current": key == chosen}
            for key, (label, _) in GROUPS.items()
        ],
        "pager": page.pager({"show": chosen} if chosen else {}, "message"),
        "unknown": unknown_said(),
    }
