"""Withdraw a signature that has no page of its own elsewhere."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404

from jobs.job_page.acts import Act, ActPage
from jobs.models import Job, Signature
from jobs.papers.views.papers import papers_tab
from jobs.signing.services.signed_files import WITHDRAWN_HERE
from jobs.signing.services.signing import withdraw_signature as withdraw
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User


def visible_signature(user: User, job: Job, pk: int) -> Signature:
    signatures = Signature.objects.visible_to(user).of(job).standing()
    return get_object_or_404(signatures, pk=pk, paper__in=WITHDRAWN_HERE)


@papers_tab.act_on(visible_signature, office_only)
def withdraw_signature(page: ActPage, signature: Signature) -> Act:
    return Act(
        title=f"Withdraw the signature of {signature.name_as_signed}: {signature.get_paper_display()}",
        form=ReasonForm,
        does=partial(withdraw, signature=signature),
        submit="Withdraw it",
        danger=True,
    )
