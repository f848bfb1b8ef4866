"""The pages on which a person of the job signs papers through their own link, behind the one-time code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs.homeowner.forms.signing import ConsentForm, DeclineForm, SignForm
from jobs.homeowner.views.code_first import code_first
from jobs.homeowner.views.door import homeowner_link
from jobs.homeowner.views.frame import frame
from jobs.homeowner.views.status import company
from jobs.models import HomeownerLink, OpenItem, PaperVersion, RequestState, Signer
from jobs.signing import disclosures
from jobs.signing.drawn import HEIGHT, WIDTH
from jobs.signing.in_words import MEANS
from jobs.signing.services import signers
from jobs.signing.services.obstacles import why_not
from jobs.signing.services.signers import PaperChanged, Seen
from jobs.signing.wanted import SIGN
from kilowire.floor.client_address import client_address
from kilowire.floor.days import weekday_in_words
from kilowire.floor.files.stored_files import stored_file
from kilowire.floor.files.uploads import PDF
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed


@require_safe
@homeowner_link
@code_first
def papers_to_sign(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    """The papers that this person signs or signed, each with what is to be done now."""
    rows = [{**_named(each), "reason": why_not(each)} for each in _signers_of(link)]
    return _shown(request, "signing_list.html", token, {"rows": rows})


@require_safe
@homeowner_link
@code_first
def sign_asked(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponse:
    """Lead from what is asked of a job's homeowners to the paper that this person signs, or to the list."""
    item = OpenItem.objects.of(link.person.job).filter(pk=pk, key__startswith=SIGN).first()
    signer = _signers_of(link).filter(request=item.key.removeprefix(SIGN)).first() if item else None
    if signer:
        return redirect(_sign_page(token, signer))
    return redirect(f"{reverse('homeowner:papers_to_sign', args=[token])}?lang={get_language()}")


@form_page
@homeowner_link
@code_first
def sign(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponse:
    """Consent first, then the signature; where neither can be given, one sentence that says why."""
    signer = _signer(link, pk)
    if why_not(signer):
        return _why_not(request, signer, token)
    if request.POST.get("version", now := str(_version(signer).number)) != now:
        return _start_again(request, signer, token)
    step = _consent if signer.consented_at is None else _sign
    return step(request, link, signer, token)


def _consent(request: HttpRequest, link: HomeownerLink, signer: Signer, token: str) -> HttpResponse:
    version = _version(signer)
    form = ConsentForm(**typed(request), initial={"version": version.number})
    if is_to_be_done(form):
        with refusals_shown_on(form):
            said = form.cleaned_data
            try:
                signers.consent(signer=signer, version=said["version"], word=said["word"])
            except PaperChanged:
                return _start_again(request, signer, token)
            return redirect(_sign_page(token, signer))
    points = disclosures.latest().of(get_language() or "en")
    return _step(request, "signing_consent.html", signer, token, {"form": form, "points": points})


def _sign(request: HttpRequest, link: HomeownerLink, signer: Signer, token: str) -> HttpResponse:
    labels = {paper: _(MEANS[paper]) for paper in signer.request.papers}
    given = typed(request)
    form = SignForm(**given, papers=labels, initial={"version": _version(signer).number})
    if is_to_be_done(form):
        with refusals_shown_on(form):
            agent = request.headers.get("User-Agent", "")
            seen = Seen(link=link, address=client_address(request), agent=agent)
            try:
                signers.sign(
                    signer=signer, version=form.cleaned_data["version"], written=form.written(), seen=seen
                )
            except PaperChanged:
                return _start_again(request, signer, token)
            messages.success(request, _("Thank you. Your signature is with us."))
            return redirect(_sign_page(token, signer))
    beside = {"form": form, "width": WIDTH, "height": HEIGHT}
    return _step(request, "signing_sign.html", signer, token, beside)


@form_page
@homeowner_link
@code_first
def decline(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponse:
    """Say that one does not sign, and why."""
    signer = _signer(link, pk)
    if why_not(signer):
        return _why_not(request, signer, token)
    form = DeclineForm(**typed(request))
    if is_to_be_done(form):
        with refusals_shown_on(form):
            signers.decline(signer=signer, because=form.cleaned_data["because"])
            messages.success(request, _("Thank you for telling us. We get in touch with you."))
            return redirect(_sign_page(token, signer))
    return _step(request, "signing_decline.html", signer, token, {"form": form})


@require_safe
@homeowner_link
@code_first
def paper(request: HttpRequest, link: HomeownerLink, token: str, pk: int) -> HttpResponseBase:
    """The paper as it is to be signed; once it is sealed, the signed one."""
    signer = _signer(link, pk)
    asked = signer.request
    file, sha256 = (asked.result.file, asked.sealed_sha256) if asked.result else _shown_file(signer)
    title = f"{asked.job.number} {_(asked.get_paper_display())}"
    export: dict[str, str | int] = {"what": "paper to sign", "request": asked.pk, "link": link.pk}
    return stored_file(request, file, sha256=sha256, content_type=PDF, title=title, export=export)


def _shown_file(signer: Signer) -> tuple[Any, str]:
    version = get_object_or_404(PaperVersion.objects.exclude(file=""), pk=_version(signer).pk)
    return version.file, version.sha256


def _signers_of(link: HomeownerLink) -> Any:
    found = Signer.objects.filter(person=link.person).exclude(request__state=RequestState.PREPARING)
    return found.select_related("person", "request__job", "request__result").order_by("-request_id")


def _signer(link: HomeownerLink, pk: int) -> Signer:
    signer: Signer = get_object_or_404(_signers_of(link), pk=pk)
    return signer


def _version(signer: Signer) -> PaperVersion:
    return PaperVersion.objects.filter(request=signer.request).latest("number")


def _named(signer: Signer) -> dict[str, Any]:
    asked = signer.request
    return {
        "signer": signer,
        "named": _(asked.get_paper_display()),
        "until": weekday_in_words(asked.expires_on),
        "is_sealed": asked.result_id is not None,
    }


def _sign_page(token: str, signer: Signer) -> str:
    return f"{reverse('homeowner:sign', args=[token, signer.pk])}?lang={get_language()}"


def _why_not(request: HttpRequest, signer: Signer, token: str) -> HttpResponse:
    """Say why nothing can be signed; after a press that came too late with 409."""
    status = 409 if request.method == "POST" else 200
    beside = {"reason": why_not(signer)}
    return _step(request, "signing_over.html", signer, token, beside, status=status)


def _start_again(request: HttpRequest, signer: Signer, token: str) -> HttpResponse:
    """Show the version that is to be signed now to somebody who sent a form of an earlier one."""
    messages.info(request, _(signers.CHANGED))
    return redirect(_sign_page(token, signer))


def _step(
    request: HttpRequest,
    template: str,
    signer: Signer,
    token: str,
    beside: dict[str, Any],
    status: int | None = None,
) -> HttpResponse:
    form = beside.get("form")
    page = {**_named(signer), **beside}
    answer = _shown(request, template, token, page)
    answer.status_code = status or (status_of(form) if form is not None else 200)
    return answer


def _shown(request: HttpRequest, template: str, token: str, page: dict[str, Any]) -> HttpResponse:
    context = {**page, "company": company(timezone.localdate()), **frame(token, request.path)}
    return render(request, f"jobs/homeowner/{template}", context)
