"""The pages that KiloWire adds to a paper to sign: the last page with its word, and the signing record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from jobs.models import Channel, CompanyRecord, Notice, PaperVersion, SignatureMark, SignatureRequest, Signer
from jobs.signing.drawn import HEIGHT, WIDTH
from kilowire.floor.pdf import render_pdf


def last_page(request: SignatureRequest, version: PaperVersion) -> bytes:
    """Return the page that says which paper this is, and the word that its readers type."""
    people = [signer.person.name for signer in request.signers.select_related("person")]
    return _printed(_rendered("signing_last_page.html", request, version, {"people": people}))


def _printed(html: str) -> bytes:
    return render_pdf(html, made_at=timezone.now(), variant=None)


def record_pages(
    request: SignatureRequest,
    version: PaperVersion,
    signers: Sequence[Signer],
    marks: Sequence[SignatureMark],
) -> bytes:
    """Return the signing record: who signed what, when, by which means, and what was shown to them."""
    return _printed(record_html(request, version, signers, marks))


def record_html(
    request: SignatureRequest,
    version: PaperVersion,
    signers: Sequence[Signer],
    marks: Sequence[SignatureMark],
) -> str:
    """Return the page of the signing record before it is printed."""
    rows = [
        {
            "signer": signer,
            "marks": [mark for mark in marks if mark.signer_id == signer.pk],
            "by_text": Notice.objects.filter(code=signer.code, channel=Channel.TEXT).exists(),
        }
        for signer in signers
    ]
    context = {
        "signers": rows,
        "width": WIDTH,
        "height": HEIGHT,
        "countersigned_by": request.countersigned_by,
    }
    return _rendered("signing_record.html", request, version, context)


def _rendered(
    template: str, request: SignatureRequest, version: PaperVersion, context: dict[str, Any]
) -> str:
    record = CompanyRecord.objects.on(timezone.localdate())
    company = {
        "name": record.name,
        "license": f"CSLB {record.cslb_number}, {record.classification}",
        "phone": record.phone,
        "email": record.email,
    }
    with override(request.language), timezone.override(settings.TIME_ZONE):
        return render_to_string(
            f"documents/{template}",
            {
                **context,
                "request": request,
                "named": request.get_paper_display(),
                "version": version,
                "company": company,
                "job": request.job,
            },
        )
