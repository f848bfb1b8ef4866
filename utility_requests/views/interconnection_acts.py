"""Views on the Rule 21 interconnection application: open, record progress, end."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage
from jobs.models import Job
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from utility_requests.forms.requests import InterconnectionForm, InterconnectionOpenForm
from utility_requests.models import InterconnectionRequest
from utility_requests.services import interconnection
from utility_requests.views.rows import live_interconnection, utility_tab


@utility_tab.act(office_only)
def open_interconnection(page: ActPage, job: Job) -> Act:
    return Act(
        title="Rule 21 interconnection",
        form=InterconnectionOpenForm,
        does=partial(interconnection.open_interconnection, job=job),
        submit="Open it",
        note="A record of its own: the adapter's application neither covers it nor waits for it.",
    )


@utility_tab.act_on(live_interconnection, office_only)
def record_interconnection(page: ActPage, row: InterconnectionRequest) -> Act:
    stands = {name: getattr(row, name) for name in interconnection.COLUMNS}
    return Act(
        title="Rule 21 interconnection",
        form=partial(InterconnectionForm, initial=stands),
        does=partial(interconnection.record_interconnection, interconnection=row),
        submit="Save",
    )


@utility_tab.act_on(live_interconnection, office_only)
def end_interconnection(page: ActPage, row: InterconnectionRequest) -> Act:
    return Act(
        title="Rule 21 interconnection: denied or not needed",
        form=ReasonForm,
        does=partial(interconnection.end_interconnection, interconnection=row),
        submit="End it",
        danger=True,
    )
