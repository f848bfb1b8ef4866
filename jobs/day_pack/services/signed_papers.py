"""A paper that was signed on a technician's tablet, in their presence in place of a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.template.defaultfilters import date as written_date
from django.utils import timezone

from jobs.models import PaperVersion, Signer
from jobs.signing import disclosures
from jobs.signing.services import signers
from jobs.signing.services.obstacles import why_it_does_not_count
from jobs.signing.services.signers import Seen, Written
from jobs.tablet.services.sent import UNREADABLE, Sent
from jobs.tablet.services.takers import AnswerRefused, FormTaken
from kilowire.floor.refusals import Refused

ANOTHER_VERSION = "The paper was changed before this came; another version is to be signed."


@dataclass(frozen=True, slots=True)
class SignedThere:
    """What a signer did on the tablet: read, agreed, and signed, or said why not. Times are by our clock."""

    signer: Signer
    version: int
    sha256: str
    word: str
    read: str
    consented_at: datetime
    signed_at: datetime
    written: dict[str, Written]
    declined_because: str


def take_signed_paper(sent: Sent) -> FormTaken:
    """Sign a paper as its signer signed it on the tablet, in the presence of whoever sent it.

    What does not count any more, since the paper was changed, withdrawn or signed meanwhile, signs nothing
    and is kept before the office. ``Refused`` where the form cannot be read or its signer is not of the job.
    """
    there = _read(sent)
    because = _why_it_does_not_count(there)
    if not because:
        try:
            with transaction.atomic():
                return FormTaken(said=_sign(there, sent))
        except Refused as refusal:
            because = str(refusal)
    signer = there.signer
    label = f"{signer.request}, {signer.person.name}"
    kept = AnswerRefused(label, because, _what_was_signed(there, sent))
    return FormTaken(said=f"Kept for the office. {because}", refused={f"signer:{signer.pk}": kept})


def _sign(there: SignedThere, sent: Sent) -> str:
    signer, by = there.signer, sent.by
    if there.declined_because:
        signers.decline(signer=signer, because=there.declined_because, at=there.signed_at, in_presence_of=by)
        return f"{signer.request}: {signer.person.name} does not sign it."
    signer = signers.consent(
        signer=signer,
        version=there.version,
        word=there.word,
        read=there.read,
        at=there.consented_at,
        in_presence_of=by,
    )
    seen = Seen(agent=sent.form.text("agent", 300), in_presence_of=by)
    signers.sign(signer=signer, version=there.version, written=there.written, seen=seen, at=there.signed_at)
    return f"{signer.request}: signed by {signer.person.name}."


def _read(sent: Sent) -> SignedThere:
    body = sent.body
    key, version = body.get("signer"), body.get("version")
    if type(key) is not int or type(version) is not int:
        raise Refused(UNREADABLE)
    found = Signer.objects.of(sent.job).select_related("person", "request__job", "request__change_order")
    signer = found.filter(pk=key).first()
    read = sent.form.text("consent_version", 40)
    if signer is None or not disclosures.is_known(read):
        raise Refused("Whoever signed is not among the signers of this paper, or read a text of nobody's.")
    return SignedThere(
        signer=signer,
        version=version,
        sha256=sent.form.text("shown_sha256", 64),
        word=sent.form.text("word", 40),
        read=read,
        consented_at=sent.at(body.get("consented_at")),
        signed_at=sent.at(body.get("signed_at")),
        written=_written(sent),
        declined_because=sent.form.text("declined_because", 400).strip(),
    )


def _written(sent: Sent) -> dict[str, Written]:
    rows = sent.form.rows("marks")
    return {
        str(row.get("paper")): Written(str(row.get("name") or ""), str(row.get("drawn") or ""))
        for row in rows
    }


def _why_it_does_not_count(there: SignedThere) -> str:
    """Return why a signature is not the one that is asked for now; empty where it is."""
    if because := why_it_does_not_count(there.signer, timezone.localdate(there.signed_at)):
        return because
    shown = PaperVersion.objects.filter(request=there.signer.request).latest("number")
    is_shown = (there.version, there.sha256) == (shown.number, shown.sha256)
    return "" if is_shown else ANOTHER_VERSION


def _what_was_signed(there: SignedThere, sent: Sent) -> str:
    at = written_date(timezone.localtime(there.signed_at), "j F Y, H:i")
    where = f"version {there.version}, in the presence of {sent.by.name}, {at}"
    if there.declined_because:
        return f"not signed ({there.declined_because}), {where}"
    names = [f"{paper.replace('_', ' ')} by {written.name}" for paper, written in there.written.items()]
    return f"signed {', '.join(names)}, {where}"
