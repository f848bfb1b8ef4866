"""Papers to sign, as a signer acts on them: agree to sign electronically, sign, decline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.history.services import history
from jobs.models import (
    EventKind,
    HomeownerLink,
    Job,
    OneTimeCode,
    PaperVersion,
    RequestState,
    SignatureMark,
    SignatureRequest,
    Signer,
)
from jobs.signing import disclosures
from jobs.signing.drawn import is_drawn
from jobs.signing.last_page import is_the_word
from jobs.signing.services import items, requests, telling
from jobs.signing.services.obstacles import why_not
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_words
from kilowire.models import User

CHANGED = gettext_noop(
    "We changed this paper after you opened it. Nothing was signed: please read the new one."
)


class PaperChanged(Refused):
    """The paper is another version than the one that the signer had before them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Through which link, from which address and in which browser somebody signs; or with whom beside."""

    link: HomeownerLink | None = None
    address: str = ""
    agent: str = ""
    in_presence_of: User | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody puts under one paper: a typed name, or lines drawn with a finger."""

    name: str = ""
    drawn: str = ""


@transaction.atomic
def consent(
    *,
    signer: Signer,
    version: int,
    word: str,
    read: str = "",
    at: datetime | None = None,
    in_presence_of: User | None = None,
) -> Signer:
    """Record that a signer agreed to sign electronically and could open the paper to its last page.

    ``read`` is the version of the disclosures that they read, by default the newest. Refused for a wrong
    word, out of turn, for another version, and once the paper is no longer to be signed.
    """
    job = locked(signer.request.job)
    signer, shown = _ready(job, signer, version, at)
    if not is_the_word(word, shown.word):
        raise Refused(
            _("That is not the word on the last page. Please open the paper once more."), field="word"
        )
    if signer.consented_at:
        return signer
    signer.consented_at = at or timezone.now()
    signer.consent_version = read or disclosures.latest().version
    signer.in_presence_of = in_presence_of
    signer.save(update_fields=["consented_at", "consent_version", "in_presence_of"])
    _tell(signer, "opened, and consent given to sign it electronically")
    return signer


@transaction.atomic
def sign(
    *,
    signer: Signer,
    version: int,
    written: Mapping[str, Written],
    seen: Seen,
    at: datetime | None = None,
) -> SignatureRequest:
    """Sign a paper, with a signature of its own for each thing that is signed; the next signer is written to.

    On a technician's tablet it was signed ``at`` an instant, in their presence, and the next one is written
    to a little later, since they may sign on the same tablet. Refused without the consent, twice, out of
    turn, for another version, and once the paper is no longer to be signed.
    """
    job = locked(signer.request.job)
    signer, shown = _ready(job, signer, version, at)
    request = signer.request
    if signer.consented_at is None:
        raise Refused(_("Please agree to sign electronically first."))
    at = at or timezone.now()
    SignatureMark.objects.bulk_create(
        _mark(signer, shown, paper, written.get(paper, Written()), at) for paper in request.papers
    )
    signer.signed_at, signer.version = max(at, signer.consented_at), shown
    signer.link, signer.code = seen.link, _code_of(seen.link)
    signer.address, signer.agent = seen.address[:45], seen.agent[:300]
    signer.in_presence_of = seen.in_presence_of
    signer.save(update_fields=["signed_at", "version", "link", "code", "address", "agent", "in_presence_of"])
    _tell(signer, "signed", after={"version": shown.number, "sha256": shown.sha256})
    later = telling.AFTER_A_TABLET if seen.in_presence_of else None
    if telling.tell_next(request, None, later=later) is None:
        request.state = RequestState.SIGNED
        request.save(update_fields=["state"])
    items.bring_up_to_date(request.job, None)
    return request


@transaction.atomic
def decline(
    *, signer: Signer, because: str, at: datetime | None = None, in_presence_of: User | None = None
) -> SignatureRequest:
    """Record that a signer does not sign, and why; the office is told. Refused without a reason."""
    job = locked(signer.request.job)
    signer, _shown = _ready(job, signer, None, at)
    needs_words(because, _("Please say in a few words why: we read it."), field="because")
    signer.declined_at, signer.declined_because = at or timezone.now(), because.strip()[:400]
    signer.in_presence_of = in_presence_of
    signer.save(update_fields=["declined_at", "declined_because", "in_presence_of"])
    requests.end(signer.request, RequestState.DECLINED, because)
    _tell(signer, "declined", because=because)
    items.bring_up_to_date(signer.request.job, None)
    return signer.request


def _ready(job: Job, signer: Signer, version: int | None, at: datetime | None) -> tuple[Signer, PaperVersion]:
    """Return the locked signer with the version that is shown now; ``Refused`` where they cannot sign it."""
    request = locked(signer.request)
    signer = locked(signer)
    request.job, signer.request = job, request
    if reason := why_not(signer, timezone.localdate(at)):
        raise Refused(reason)
    shown = PaperVersion.objects.filter(request=request).latest("number")
    if version is not None and version != shown.number:
        raise PaperChanged(_(CHANGED))
    return signer, shown


def _mark(signer: Signer, shown: PaperVersion, paper: str, written: Written, at: datetime) -> SignatureMark:
    if written.drawn and not is_drawn(written.drawn):
        raise Refused(_("The drawing did not arrive whole. Please draw again, or type your name."))
    if not written.drawn:
        needs_words(written.name, _("Type your name, or draw your signature."), field=f"name_{paper}")
    name = written.name.strip()[:120] or signer.person.name
    return SignatureMark(
        signer=signer, version=shown, paper=paper, name=name, drawn=written.drawn, made_at=at
    )


def _code_of(link: HomeownerLink | None) -> OneTimeCode | None:
    """Return the code that opened the link's papers last."""
    return OneTimeCode.objects.filter(link=link).exclude(used_at=None).first() if link else None


def _tell(signer: Signer, did: str, **more: object) -> None:
    by, name = signer.in_presence_of, signer.person.name
    where = f" ({name}, in the presence of {by.name})" if by else ""
    history.record(
        job=signer.request.job,
        kind=EventKind.SIGNED,
        sentence=f"{signer.request}: {did}{where}",
        by=by,
        by_person="" if by else name,
        **more,  # type: ignore[arg-type]
    )
