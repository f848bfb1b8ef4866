"""Papers to sign, as the office acts on them: send again, countersign, withdraw, take note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    LIVE,
    DocumentStatus,
    EventKind,
    Job,
    Party,
    RequestState,
    SignatureRequest,
    Signer,
)
from jobs.open_items.services import open_items
from jobs.signing.services import items, telling
from jobs.signing.wanted import PAGE
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

MAKE = "jobs.tasks.make_signing"


@transaction.atomic
def withdraw(
    *, request: SignatureRequest, because: str, by: User, is_final: bool = False
) -> SignatureRequest:
    """Withdraw a paper that is not sealed yet, for a written reason; whoever was written to is told.

    ``is_final``: they are not told that another may follow.
    """
    job = locked(request.job)
    request = locked(request)
    refuse_unless(request, *LIVE)
    needs_reason(because)
    was_out = request.state == RequestState.OUT
    end(request, RequestState.WITHDRAWN, because)
    tell(request, "withdrawn, no longer to be signed", by, because=because)
    if was_out:
        telling.tell_withdrawn(request, by, is_final=is_final)
    items.bring_up_to_date(job, by)
    return request


def withdraw_all(*, job: Job, because: str, by: User, papers: Sequence[str] = ()) -> None:
    """Withdraw the papers of a job that are out, or those of these kinds. The caller has locked the job."""
    found = SignatureRequest.objects.of(job).live()
    for request in found.filter(paper__in=papers) if papers else found:
        withdraw(request=request, because=because, by=by)


def withdraw_unsigned(*, job: Job, because: str, by: User) -> None:
    """Withdraw the papers that somebody still had to sign and nobody of them signs any more.

    The office is asked whether each is needed anew. The caller has locked the job.
    """
    waits = SignatureRequest.objects.of(job).filter(state__in=(RequestState.PREPARING, RequestState.OUT))
    for request in waits.select_related("change_order"):
        withdraw(request=request, because=because, by=by, is_final=True)
        what = f"{request} was withdrawn unsigned ({because}): send it anew if it is still needed"
        open_items.add(job=job, party=Party.OFFICE, what=what[:240], act=PAGE, by=by)


def end_as_signed(job: Job, paper: str, by: User | None) -> None:
    """End a request whose paper was signed in another way, such as in ink. The caller has locked the job.

    One that is being sealed goes on: it is the request that the signature belongs to, or is found to be late.
    """
    out = SignatureRequest.objects.of(job).live().filter(paper=paper).exclude(state=RequestState.SEALING)
    for request in out.select_related("change_order"):
        request.job = job
        end(request, RequestState.WITHDRAWN, "It was signed in another way.")
        tell(request, "no longer to be signed here: it was signed in another way", by)
        items.bring_up_to_date(job, by)


@transaction.atomic
def send_again(*, signer: Signer, by: User) -> Signer:
    """Write once more to the signer whose turn it is."""
    job = locked(signer.request.job)
    request = locked(signer.request)
    refuse_unless(request, RequestState.OUT)
    following = telling.next_signer(request)
    if following is None or following.pk != signer.pk:
        raise Refused(f"It is not the turn of {signer.person.name}.")
    request.job = job
    telling.tell_next(request, by, again=True)
    return signer


@transaction.atomic
def countersign(*, request: SignatureRequest, by: User) -> SignatureRequest:
    """Countersign for the company a paper that everybody signed, and have a worker seal it."""
    job = locked(request.job)
    request = locked(request)
    refuse_unless(request, RequestState.SIGNED)
    request.countersigned_at, request.countersigned_by = timezone.now(), by
    request.save(update_fields=["countersigned_at", "countersigned_by"])
    queue(request, RequestState.SEALING)
    tell(request, "countersigned", by)
    items.bring_up_to_date(job, by)
    return request


@transaction.atomic
def make_again(*, request: SignatureRequest, by: User) -> SignatureRequest:
    """Have a worker try again to prepare or seal a paper at which it failed."""
    job = locked(request.job)
    request = locked(request)
    if request.status != DocumentStatus.FAILED or request.state not in LIVE:
        raise Refused("Nothing failed at this paper, so there is nothing to try again.")
    queue(request, request.state)
    items.bring_up_to_date(job, by)
    return request


@transaction.atomic
def take_note(*, request: SignatureRequest, by: User) -> SignatureRequest:
    """Record that the office took note of a paper that ended without counting; its open item ends."""
    job = locked(request.job)
    request = locked(request)
    if request.state in LIVE or request.noted_at:
        raise Refused("There is nothing to take note of any more.")
    request.noted_at = timezone.now()
    request.save(update_fields=["noted_at"])
    items.bring_up_to_date(job, by)
    return request


def refuse_unless(request: SignatureRequest, *states: str) -> None:
    """Refuse an act of the office on a paper that is in none of these states."""
    if request.state not in states:
        raise Refused(f"{request}: {request.get_state_display().lower()}, so this cannot be done any more.")


def end(request: SignatureRequest, state: str, because: str) -> None:
    """End a request without a signature that counts; a worker that is at it writes nothing any more."""
    request.state, request.ended_at, request.ended_because = state, timezone.now(), because.strip()[:400]
    request.status, request.lease, request.lease_until = DocumentStatus.READY, None, None
    request.save(update_fields=["state", "ended_at", "ended_because", "status", "lease", "lease_until"])


def queue(request: SignatureRequest, state: str) -> None:
    """Hand a request to a worker anew."""
    now = timezone.now()
    request.state, request.status, request.attempts, request.error = state, DocumentStatus.WAITING, 0, ""
    request.lease = request.lease_until = None
    request.due_at = request.rung_at = now
    request.save(
        update_fields=[
            "state", "status", "attempts", "error", "lease", "lease_until", "due_at", "rung_at",
        ]
    )  # fmt: skip
    ring(request.pk)


def ring(pk: int) -> None:
    """Tell a worker after the commit; where the broker is away, the sweep tells one later."""

    def send() -> None:  # a function and no partial: Django logs a failure by its name
        current_app.send_task(MAKE, args=[pk], retry=False)

    transaction.on_commit(send, robust=True)


def tell(request: SignatureRequest, did: str, by: User | None, **more: Any) -> None:
    """Write to the history what was done with a paper to sign."""
    more["after"] = {**more.get("after", {}), "signature_request": request.pk}
    history.record(job=request.job, kind=EventKind.SIGNED, sentence=f"{request}: {did}", by=by, **more)
