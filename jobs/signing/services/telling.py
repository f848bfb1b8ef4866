"""Write to signers: the link to the page on which they sign, and what became of their paper."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind, HomeownerLink, Person, SignatureRequest, Signer
from jobs.notices.kinds import NoticeKind
from jobs.notices.services.notices import write_notice
from jobs.signing.wanted import SIGN
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User

LINK_DAYS = 400
AFTER_A_TABLET = timedelta(minutes=10)


def tell_next(
    request: SignatureRequest, by: User | None, *, again: bool = False, later: timedelta | None = None
) -> Signer | None:
    """Write to whoever signs next, in the order of the signers; None where nobody is left.

    A message that goes ``later`` is not sent where everybody has signed by then. The caller has locked the
    job.
    """
    signer = next_signer(request)
    if signer:
        kind = NoticeKind.PAPER_TO_SIGN_AGAIN if again else NoticeKind.PAPER_TO_SIGN
        tell_signer(signer, kind, by, later=later)
    return signer


def next_signer(request: SignatureRequest) -> Signer | None:
    """Return whose turn it is."""
    left = Signer.objects.filter(request=request, signed_at=None, declined_at=None)
    return left.select_related("person__job", "request__job").first()


def tell_signer(signer: Signer, template: str, by: User | None, *, later: timedelta | None = None) -> None:
    """Write to a signer with the link to their own page, made first where they have none."""
    request = signer.request
    signer.told_at = timezone.now()
    signer.save(update_fields=["told_at"])
    write_notice(
        person=signer.person,
        template=template,
        what=f"{request.get_paper_display().lower()} to sign",
        link=link_of(signer.person, by or request.sent_by),
        context={"paper": request.get_paper_display(), "day": request.expires_on.isoformat()},
        cause=f"item:{SIGN}{request.pk}" if later or template == NoticeKind.PAPER_TO_SIGN_AGAIN else "",
        due_at=timezone.now() + later if later else None,
        by=by,
    )


def tell_all(request: SignatureRequest, template: str, by: User | None, *, only_told: bool = True) -> None:
    """Write to the signers that something became of the paper; by default to those who were written to."""
    signers = Signer.objects.filter(request=request).select_related("person__job", "request__job")
    for signer in signers.exclude(told_at=None) if only_told else signers:
        tell_signer(signer, template, by)


def tell_withdrawn(request: SignatureRequest, by: User, *, is_final: bool) -> None:
    """Write to whoever was written to that there is nothing to sign, ``is_final``: nor will be.

    No link is made for that: the message has theirs while it still works.
    """
    signers = Signer.objects.filter(request=request).exclude(told_at=None).select_related("person__job")
    for signer in signers:
        write_notice(
            person=signer.person,
            template=NoticeKind.PAPER_WITHDRAWN,
            what=f"{request.get_paper_display().lower()} withdrawn",
            context={"paper": request.get_paper_display(), "is_final": is_final},
            by=by,
        )


def link_of(person: Person, by: User) -> HomeownerLink:
    """Return this person's link; made where there is none that works."""
    now = timezone.now()
    live = HomeownerLink.objects.live(now).filter(person=person).first()
    if live:
        return live
    HomeownerLink.objects.filter(person=person, revoked_at=None).update(revoked_at=now, revoked_by=by)
    link = HomeownerLink.objects.create(person=person, made_by=by, expires_at=now + timedelta(days=LINK_DAYS))
    history.record(
        job=person.job, kind=EventKind.LINK, sentence=f"Status page opened for {person.name}", by=by
    )
    tell_on_commit(Happened.LINK_MADE, link=link.pk, job=person.job_id, by=by.pk)
    return link
