"""One-time codes of a homeowner's link, and the browsers in which one was typed.

A browser that proved itself has codes and counts of its own. All others share a few codes a day for each
link, so that whoever got the link from somebody cannot keep the homeowner out.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import (
    Channel,
    CompanyRecord,
    EventKind,
    HomeownerLink,
    Job,
    OneTimeCode,
    Person,
    ProvenBrowser,
)
from jobs.notices.kinds import NoticeKind
from jobs.notices.outbox.channels import channel_for
from jobs.notices.services.notices import write_notice
from kilowire.floor.link_tokens import is_code
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.security_log import Happened, tell, tell_on_commit

CODE_MINUTES = 10
TRIES_OF_A_CODE = 5
CODES_IN_AN_HOUR = 4
CODES_OF_STRANGERS_IN_A_DAY = 4
OPEN_DAYS = 30


def proven_browser(link: HomeownerLink, key: str) -> ProvenBrowser | None:
    """Return the row of the browser that has this key in its cookie, if it proved itself for the link."""
    if not key:
        return None
    return ProvenBrowser.objects.filter(link=link, version=link.version, key=_hashed(key)).first()


def goes_by_text(person: Person) -> bool:
    """Whether this person's codes go by text: only to a number from which they wrote to us."""
    return channel_for(person, NoticeKind.ONE_TIME_CODE) == Channel.TEXT


@transaction.atomic
def ask_code(*, link: HomeownerLink, browser: ProvenBrowser | None = None) -> OneTimeCode:
    """Send a one-time code to the link's person and end unused ones of this browser, or of all strangers.

    Refused after several: in an hour for a browser that proved itself, in a day for all others together.
    """
    job = locked(link.person.job)
    if channel_for(link.person, NoticeKind.ONE_TIME_CODE) is None:
        raise _call_us(_("We have no email address of yours to send a code to. Please call us"))
    now = timezone.now()
    codes = OneTimeCode.objects.filter(link=link, browser=browser)
    if browser is None:
        _refuse_strangers(codes.filter(asked_at__gt=now - timedelta(days=1)).count())
    elif codes.filter(asked_at__gt=now - timedelta(hours=1)).count() >= CODES_IN_AN_HOUR:
        raise Refused(_("Several codes were sent in the last hour. Please wait a while, or call us."))
    codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    expires_at = now + timedelta(minutes=CODE_MINUTES)
    code = OneTimeCode.objects.create(link=link, browser=browser, expires_at=expires_at)
    write_notice(person=link.person, template="one_time_code", what="a one-time code", code=code)
    _tell(job, link, "Asked for a one-time code")
    tell_on_commit(Happened.CODE_ASKED, link=link.pk, job=job.pk)
    return code


def is_awaited(*, link: HomeownerLink, browser: ProvenBrowser | None) -> bool:
    """Whether a code that was sent to this browser, or to a stranger's, can still be typed."""
    unused = OneTimeCode.objects.filter(link=link, browser=browser, used_at=None)
    return unused.filter(expires_at__gt=timezone.now()).exists()


def use_code(*, link: HomeownerLink, typed: str, browser: ProvenBrowser | None = None) -> OneTimeCode:
    """Use the code that was mailed; refused if it is wrong, expired, used, or was tried too often.

    A wrong code counts as a try although it is refused.
    """
    unused = OneTimeCode.objects.filter(link=link, browser=browser, used_at=None)
    code = unused.filter(expires_at__gt=timezone.now()).first()
    if code is None:
        raise Refused(_("There is no code to be typed any more. Ask for another."), field="code")
    counted = OneTimeCode.objects.filter(pk=code.pk, tries__lt=TRIES_OF_A_CODE).update(tries=F("tries") + 1)
    if not counted:
        tell(Happened.TOO_MANY_TRIES, link=link.pk, of="one-time code")
        raise Refused(_("This code was tried too often. Ask for another."), field="code")
    if not is_code(typed, code.pk, *settings.PORTAL_LINK_KEYS):
        tell(Happened.CODE_FAILED, link=link.pk)
        raise Refused(_("That is not the code that we sent. Please look again."), field="code")
    return _mark_used(code)


@transaction.atomic
def prove_browser(*, link: HomeownerLink, former_key: str, key: str, own_phone: bool) -> ProvenBrowser:
    """Record that the code was typed in the browser that gets this key; ``own_phone`` opens it for 30 days.

    Its former key opens nothing any more, since somebody else may know it: what stood under it, of other
    links too, stands under the new one.
    """
    locked(link.person.job)
    if former_key:
        ProvenBrowser.objects.filter(key=_hashed(former_key)).update(key=_hashed(key))
    until = timezone.now() + timedelta(days=OPEN_DAYS) if own_phone else None
    return ProvenBrowser.objects.update_or_create(
        link=link, version=link.version, key=_hashed(key), defaults={"open_until": until}
    )[0]


@transaction.atomic
def close_papers(*, link: HomeownerLink, browser: ProvenBrowser | None) -> None:
    """Close address and papers in a browser; it keeps its own count of codes."""
    job = locked(link.person.job)
    if browser is not None and browser.open_until is not None:
        browser.open_until = None
        browser.save(update_fields=["open_until"])
    _tell(job, link, "Address and papers closed in a browser")
    tell_on_commit(Happened.PAPERS_CLOSED, link=link.pk, job=job.pk)


@transaction.atomic
def _mark_used(code: OneTimeCode) -> OneTimeCode:
    job = locked(code.link.person.job)
    code = locked(code)
    if code.used_at:
        raise Refused(_("This code was used already. Ask for another."), field="code")
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    _tell(job, code.link, "Address and papers opened with a code")
    tell_on_commit(Happened.PAPERS_OPENED, link=code.link_id, job=job.pk)
    return code


def _refuse_strangers(asked: int) -> None:
    if asked >= CODES_OF_STRANGERS_IN_A_DAY:
        raise _call_us(_("No more codes are mailed today. Please call us"))


def _call_us(sentence: str) -> Refused:
    """Return a refusal whose sentence, without its period, ends with our phone."""
    record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    return Refused(f"{sentence}: {record.phone}." if record and record.phone else f"{sentence}.")


def _tell(job: Job, link: HomeownerLink, sentence: str) -> None:
    history.record(job=job, kind=EventKind.LINK, sentence=sentence, by=None, by_person=link.person.name)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
