"""The office's page of papers to sign, its acts, and the withdrawal of a signature without another page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from jobs.job_page.acts import Act, ActPage, Press, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import (
    ENDED_UNSIGNED,
    LIVE,
    DocumentStatus,
    Job,
    PaperVersion,
    RequestState,
    Signature,
    SignatureRequest,
    Signer,
)
from jobs.papers.views.papers import papers_tab
from jobs.signing.forms import ReplacePaperForm
from jobs.signing.services import checking, requests, sending
from jobs.signing.services.signed_files import WITHDRAWN_HERE
from jobs.signing.services.signing import withdraw_signature as withdraw
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.files.stored_files import stored_file
from kilowire.floor.files.uploads import PDF
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User

signing_page = TabActs("papers", back="jobs:signing")


@require_GET
@office_only
def signing(request: StaffRequest, job_number: str) -> HttpResponse:
    """Every paper that was sent to be signed, with the state of each signer."""
    job = visible_job(request, job_number)
    signers = Prefetch("signers", Signer.objects.select_related("person", "in_presence_of"))
    asked = SignatureRequest.objects.visible_to(request.user).of(job).prefetch_related(signers, "versions")
    found = asked.select_related("change_order", "sent_by", "countersigned_by", "result")
    rows = [_row(each) for each in found]
    page = {**job_context(request, job, tab=signing_page.key), "rows": rows}
    return render(request, "jobs/signing/signing.html", page)


def _row(request: SignatureRequest) -> dict[str, Any]:
    signers = list(request.signers.all())
    following = next((each for each in signers if not each.signed_at), None)
    is_out = request.state == RequestState.OUT
    return {
        "request": request,
        "tone": _tone(request),
        "signers": [
            {"signer": each, **_state(request, each), "again": is_out and each is following}
            for each in signers
        ],
        "version": max(request.versions.all(), key=lambda version: version.number),
        "failed": request.status == DocumentStatus.FAILED,
        "may_replace": request.state in (RequestState.PREPARING, RequestState.OUT),
        "may_withdraw": request.state in LIVE,
        "may_countersign": request.state == RequestState.SIGNED,
        "to_note": request.state not in LIVE and request.noted_at is None,
    }


def _tone(request: SignatureRequest) -> str:
    if request.status == DocumentStatus.FAILED or request.not_recorded_because:
        return "bad"
    if request.state == RequestState.DONE:
        return "ok"
    if request.state == RequestState.SIGNED:
        return "copper"
    return "warn" if request.state in ENDED_UNSIGNED else "wait"


def _state(request: SignatureRequest, signer: Signer) -> dict[str, Any]:
    """How far a signer is: a word, its tone, and since when."""
    if signer.declined_at:
        return {"word": "declined", "tone": "bad", "at": signer.declined_at}
    if signer.signed_at:
        return {"word": "signed", "tone": "ok", "at": signer.signed_at}
    if request.state == RequestState.EXPIRED or (
        request.state == RequestState.OUT and request.expires_on < timezone.localdate()
    ):
        return {"word": "expired", "tone": "warn", "at": request.ended_at}
    if signer.consented_at:
        return {"word": "opened", "tone": "wait", "at": signer.consented_at}
    if signer.told_at:
        return {"word": "sent", "tone": "wait", "at": signer.told_at}
    return {"word": "waits for their turn", "tone": "", "at": None}


def visible_request(user: User, job: Job, pk: int) -> SignatureRequest:
    return get_object_or_404(SignatureRequest.objects.visible_to(user).of(job), pk=pk)


def visible_signer(user: User, job: Job, pk: int) -> Signer:
    signers = Signer.objects.visible_to(user).of(job).select_related("person", "request")
    return get_object_or_404(signers, pk=pk)


@require_safe
@office_only
def paper_to_sign(request: StaffRequest, job_number: str, pk: int) -> HttpResponseBase:
    """The version that is shown to the signers, or was."""
    shown = PaperVersion.objects.visible_to(request.user).exclude(file="")
    version = get_object_or_404(shown, request__job__number=job_number, pk=pk)
    export = {"what": "paper to sign", "version": version.pk, "user": request.user.pk}
    return stored_file(
        request,
        version.file,
        sha256=version.sha256,
        content_type=PDF,
        title=f"{job_number} to sign",
        export=export,
    )


@signing_page.act_on(visible_request, office_only)
def replace_paper(page: ActPage, request: SignatureRequest) -> Act:
    return Act(
        title=f"{request}: another version",
        form=ReplacePaperForm,
        does=partial(sending.replace_paper, request=request),
        submit="Replace the paper",
        note="Whoever has signed the former version signs anew; everybody is written to in their turn.",
    )


@signing_page.act_on(visible_request, office_only)
def withdraw_request(page: ActPage, request: SignatureRequest) -> Act:
    return Act(
        title=f"{request}: withdraw it, so that nobody signs it",
        form=ReasonForm,
        does=partial(requests.withdraw, request=request),
        submit="Withdraw it",
        danger=True,
    )


@signing_page.press_on(visible_signer, office_only)
def ask_signer_again(page: ActPage, signer: Signer) -> Press:
    return Press(
        title=f"Write to {signer.person.name} again",
        does=partial(requests.send_again, signer=signer),
        done="The message is on its way.",
    )


@signing_page.press_on(visible_request, office_only)
def countersign(page: ActPage, request: SignatureRequest) -> Press:
    return Press(
        title=f"Countersign: {request}",
        does=partial(requests.countersign, request=request),
        done="Countersigned. The PDF is being sealed; then everybody gets their copy.",
    )


@signing_page.press_on(visible_request, office_only)
def check_seal(page: ActPage, request: SignatureRequest) -> Press:
    return Press(
        title=f"Check the seal: {request}",
        does=partial(checking.check_seal, request=request),
        done="The seal holds: not one byte of the sealed paper was changed.",
    )


@signing_page.press_on(visible_request, office_only)
def make_signing_again(page: ActPage, request: SignatureRequest) -> Press:
    return Press(title=f"Try again: {request}", does=partial(requests.make_again, request=request))


@signing_page.press_on(visible_request, office_only)
def take_note(page: ActPage, request: SignatureRequest) -> Press:
    return Press(title=f"Seen: {request}", does=partial(requests.take_note, request=request))


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
