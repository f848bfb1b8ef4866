"""Acts on the utility's papers: file them signed, send them to be signed, replace and withdraw them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from jobs.job_page.acts import Act, ActPage
from jobs.models import Job, Person, PersonRole, Signature, UtilityAccount
from jobs.signing.forms import SEND_NOTE
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from utility_requests.forms.requests import (
    ReplaceSignedForm,
    SendToSignForm,
    SignedPapersForm,
)
from utility_requests.services import reading, signed_papers
from utility_requests.views.rows import utility_tab, visible_signature

HOLDER_SIGNS = "The account holder signs, with the name as it stands on the bill. Ink is as good as a screen."


@utility_tab.act(office_only)
def sign(page: ActPage, job: Job) -> Act:
    signed = reading.signatures_of(job)
    left = [paper for paper in signed_papers.OF_THE_UTILITY if paper not in signed]
    return Act(
        title="File signed papers",
        form=partial(SignedPapersForm, initial=_as_on_the_bill(page, left)),
        does=partial(signed_papers.file_signed_papers, job=job),
        submit="File them",
        note=HOLDER_SIGNS,
    )


@utility_tab.act(office_only)
def send_to_sign(page: ActPage, job: Job) -> Act:
    signed = reading.signatures_of(job)
    left = [str(paper) for paper in signed_papers.OF_THE_UTILITY if paper not in signed]
    holder = Person.objects.of(job).filter(roles__role=PersonRole.ACCOUNT_HOLDER).first()
    return Act(
        title="Send the utility's papers to be signed",
        form=partial(
            SendToSignForm, people=Person.objects.of(job), initial={"papers": left, "first": holder}
        ),
        does=partial(signed_papers.send_to_sign, job=job),
        submit="Send it",
        note=SEND_NOTE,
    )


@utility_tab.act(office_only)
def replace_signed(page: ActPage, job: Job) -> Act:
    return Act(
        title="Replace a paper that was signed wrongly",
        form=partial(ReplaceSignedForm, initial=_as_on_the_bill(page, [*reading.signatures_of(job)])),
        does=partial(signed_papers.replace_signed_papers, job=job),
        submit="Replace it",
        note=HOLDER_SIGNS,
    )


def _as_on_the_bill(page: ActPage, papers: Sequence[str]) -> dict[str, Any]:
    """What stands in the form first: the papers that are asked for, and the name that is on the bill."""
    account = UtilityAccount.objects.visible_to(page.user).of(page.job).first()
    of_the_utility = [str(paper) for paper in papers if paper in signed_papers.OF_THE_UTILITY]
    return {"papers": of_the_utility, "name_as_signed": account.holder_name if account else ""}


@utility_tab.act_on(visible_signature, office_only)
def withdraw_signature(page: ActPage, signature: Signature) -> Act:
    return Act(
        title=f"{signature.get_paper_display()}: the signature does not hold",
        form=ReasonForm,
        does=partial(signed_papers.withdraw_signed_paper, signature=signature),
        submit="Withdraw it",
        danger=True,
    )
