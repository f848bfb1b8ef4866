"""Acts on what came from a tablet and could not be filed: settle it with a word, or file a form again."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404

from jobs.job_page.acts import Act, ActPage, Press
from jobs.models import Job, NotFiled
from jobs.tablet.forms import SettleNotFiledForm
from jobs.tablet.services.filing_again import file_again
from jobs.tablet.services.not_filed import settle_not_filed
from jobs.tablet.views.conflicts import conflicts_page
from kilowire.floor.access import office_only
from kilowire.models import User


def visible_not_filed(user: User, job: Job, pk: int) -> NotFiled:
    rows = NotFiled.objects.visible_to(user).of(job).select_related("job", "submission__by", "settled_by")
    return get_object_or_404(rows, pk=pk)


@conflicts_page.act_on(visible_not_filed, office_only)
def settle(page: ActPage, row: NotFiled) -> Act:
    said = f"Sent: {row.shown}. {row.because}" if row.shown else row.because
    return Act(
        title=f"Settle: {row.label}",
        form=SettleNotFiledForm,
        does=partial(settle_not_filed, row=row),
        submit="Settled",
        note=said,
    )


@conflicts_page.press_on(visible_not_filed, office_only)
def file_now(page: ActPage, row: NotFiled) -> Press:
    return Press(title=f"File it now: {row.label}", does=partial(file_again, row=row), done="Filed.")
