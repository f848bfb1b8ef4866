"""Sends a notice from its row: an e-mail in the person's language; link and code are derived on sending.

If a worker is killed after the mail server took the message and before the row is updated, it is sent again
with the same Message-ID, so that a mail program shows it once.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from jobs.models import CompanyRecord, HomeownerLink, Notice, OneTimeCode
from jobs.outbox.leases import take
from jobs.outbox.mails import CannotBeSent, deliver, headers
from kilowire.floor.link_tokens import code_of, token_of

STATUS_PAGE = "homeowner:status"
NO_ADDRESS = "This person has no e-mail address; add one and write again."
LINK_ENDED = "The link ended before this message went; make another and write again."
CODE_ENDED = "The code ended before this message went."


def send_notice(pk: int) -> None:
    """Send this notice if it is due and not leased to another worker; a failure is recorded in its row."""
    lease = take(Notice, pk)
    if lease is None:
        return
    notice = Notice.objects.select_related("person__job", "link", "code", "document").get(pk=pk)
    deliver(lease, partial(letter, notice))


def letter(notice: Notice) -> EmailMultiAlternatives:
    """Return the e-mail of this notice; the first line of its text template is the subject."""
    if not notice.person.email:
        raise CannotBeSent(NO_ADDRESS)
    context = {
        **notice.context,
        "person": notice.person.name,
        "job": notice.person.job.number,
        "link": _address(notice.link) if notice.link else "",
        "code": _code(notice.code) if notice.code else "",
        "paper": notice.document.title if notice.document else "",
        "language": notice.person.language,
    }
    with override(notice.person.language):
        subject, _, text = (
            render_to_string(f"notices/{notice.template}.txt", context).lstrip().partition("\n")
        )
        html = render_to_string(f"notices/{notice.template}.html", {**context, "subject": subject})
    mail = EmailMultiAlternatives(
        subject.strip(),
        text.strip() + "\n",
        to=[notice.person.email],
        reply_to=_office(),
        headers=headers("notice", notice.pk),
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _office() -> list[str]:
    """The address that an answer goes to: the company's own, where it is on record."""
    record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    return [record.email] if record and record.email else []


def _address(link: HomeownerLink) -> str:
    if link.revoked_at or link.expires_at <= timezone.now():
        raise CannotBeSent(LINK_ENDED)
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return f"{settings.PUBLIC_URL}{reverse(STATUS_PAGE, args=[token])}"


def _code(code: OneTimeCode) -> str:
    if code.used_at or code.expires_at <= timezone.now():
        raise CannotBeSent(CODE_ENDED)
    return code_of(code.pk, settings.PORTAL_LINK_KEY)
