"""The words of a message: subject, text and HTML of an email, or one text, in the person's language.

Link and code are derived as it is made, and stand in no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from jobs.models import CompanyRecord, HomeownerLink, Notice, OneTimeCode, Person
from jobs.notices.kinds import NOTICES
from jobs.notices.spoken_times import time_said
from jobs.notices.stop_tokens import stop_token
from jobs.outbox.mails import CannotBeSent, headers
from jobs.road.hours import spoken_hours
from kilowire.floor.days import weekday_in_words
from kilowire.floor.link_tokens import code_of, token_of
from kilowire.floor.outgoing.texts import LONGEST

STATUS_PAGE, STOP_PAGE = "homeowner:status", "notices:stop"
LINK_ENDED = "The link ended before this message went; make another and write again."
CODE_ENDED = "The code ended before this message went."


@dataclass(frozen=True, slots=True)
class Part:
    """What one notice says."""

    subject: str
    words: str
    short: str

    @property
    def paragraphs(self) -> list[dict[str, Any]]:
        """The words, paragraph by paragraph; one that is nothing but digits is a code."""
        pieces = (piece.strip() for piece in self.words.split("\n\n"))
        return [{"text": piece, "is_code": piece.isdecimal()} for piece in pieces if piece]


def letter(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """Return the email of these notices, which are to one person and go as one message."""
    first, person = notices[0], notices[0].person
    with override(person.language):
        parts = [_part(notice) for notice in notices]
        subject, context = _subject(parts), _frame(notices)
        text = render_to_string("notices/_letter.txt", {**context, "parts": parts})
        html = render_to_string("notices/_letter.html", {**context, "parts": parts, "subject": subject})
    mail = EmailMultiAlternatives(
        subject,
        text.strip() + "\n",
        to=[person.email],
        reply_to=_office(),
        headers={**headers("notice", first.pk), **_stop_headers(context["stop"])},
    )
    mail.attach_alternative(html, "text/html")
    mail.metadata = {"notice": str(first.pk)}  # type: ignore[attr-defined]  # a provider's reports repeat it
    return mail


def text_message(notices: Sequence[Notice]) -> str:
    """Return the text of these notices."""
    with override(notices[0].person.language):
        context = _frame(notices)
        said = " ".join(_part(notice).short for notice in notices)
        tail = gettext("Reply STOP to end texts.")
        whole = f"{context['company'] or 'KiloWire'}: {said}"
        rest = " ".join(filter(None, (context["link"], tail)))
        return f"{whole[: LONGEST - len(rest) - 1].rstrip()} {rest}"


def _subject(parts: list[Part]) -> str:
    more = len(parts) - 1
    if not more:
        return parts[0].subject
    said = ngettext("%(first)s – and %(more)d more", "%(first)s – and %(more)d more", more)
    return said % {"first": parts[0].subject, "more": more}


def _part(notice: Notice) -> Part:
    context = _context(notice)
    template = f"notices/{notice.template}.txt"

    def drawn(layout: str) -> str:
        words = render_to_string(template, {**context, "layout": f"notices/{layout}"}).strip()
        return words.replace("m..", "m.")  # an hour that ends a Spanish sentence: 12 p. m.

    subject = " ".join(drawn("_subject.txt").split())
    return Part(subject, drawn("_words.txt"), " ".join(drawn("_short.txt").split()))


def _context(notice: Notice) -> dict[str, Any]:
    known = notice.context
    return {
        **_company(),
        "utility": notice.person.job.site.utility.homeowner_name,
        **known,
        "job": notice.person.job.number,
        "person": notice.person.name,
        "when": _when(known),
        "today": _is_today(known),
        "code": _code(notice.code) if notice.code else "",
        "paper": notice.document.title if notice.document else known.get("paper", ""),
    }


def _when(known: dict[str, Any]) -> str:
    if "starts_at" in known:
        return time_said(datetime.fromisoformat(known["starts_at"]), datetime.fromisoformat(known["ends_at"]))
    if "day" not in known:
        return ""
    last = date.fromisoformat(known["last_day"]) if known.get("last_day") else None
    day = weekday_in_words(date.fromisoformat(known["day"]))
    span = gettext("%(first)s to %(last)s") % {"first": day, "last": weekday_in_words(last)} if last else day
    return ", ".join(filter(None, (span, spoken_hours(known.get("window", "")))))


def _is_today(known: dict[str, Any]) -> bool:
    """Whether what comes is on the day on which this is sent, as a fault may have it."""
    starts_at = known.get("starts_at")
    day = timezone.localtime(datetime.fromisoformat(starts_at)).date().isoformat() if starts_at else None
    return (day or known.get("day")) == timezone.localdate().isoformat()


def _frame(notices: Sequence[Notice]) -> dict[str, Any]:
    person = notices[0].person
    kinds = tuple(dict.fromkeys(notice.template for notice in notices))
    may_stop = all(NOTICES[kind].may_stop for kind in kinds if kind in NOTICES)
    token = stop_token(person.pk, kinds, settings.PORTAL_LINK_KEY) if may_stop else ""
    return {
        **_company(),
        "person": person.name,
        "job": person.job.number,
        "language": person.language,
        "link": _link(notices),
        "stop": f"{settings.PUBLIC_URL}{reverse(STOP_PAGE, args=[token])}" if token else "",
    }


def _stop_headers(address: str) -> dict[str, str]:
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _company() -> dict[str, str]:
    record = _record()
    return {"company": record.name, "phone": record.phone} if record else {"company": "", "phone": ""}


def _record() -> CompanyRecord | None:
    return CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()


def _office() -> list[str]:
    """The address that an answer goes to: where a provider brings answers in, else the company's own."""
    record = _record()
    address = settings.MAIL_REPLIES_TO or (record.email if record else "")
    return [address] if address else []


def _link(notices: Sequence[Notice]) -> str:
    given = next((notice.link for notice in notices if notice.link), None)
    link = given or _live_link(notices[0].person)
    if any(notice.code_id for notice in notices) or link is None:
        return ""
    if link.revoked_at or link.expires_at <= timezone.now():
        raise CannotBeSent(LINK_ENDED)
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return f"{settings.PUBLIC_URL}{reverse(STATUS_PAGE, args=[token])}"


def _live_link(person: Person) -> HomeownerLink | None:
    return HomeownerLink.objects.live(timezone.now()).filter(person=person).first()


def _code(code: OneTimeCode) -> str:
    if code.used_at or code.expires_at <= timezone.now():
        raise CannotBeSent(CODE_ENDED)
    return code_of(code.pk, settings.PORTAL_LINK_KEY)
