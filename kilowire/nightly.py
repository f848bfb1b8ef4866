"""Celery beat tasks of the building: what is over goes; secrets are encrypted under the newest key."""

from __future__ import annotations

import logging
from datetime import timedelta

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from kilowire.accounts import digests, staff_mails
from kilowire.accounts.failures import remove_old_failures
from kilowire.accounts.second_factor import encrypt_under_first_key
from kilowire.floor.files.strays import remove_old_strays
from kilowire.floor.forms.kept import remove_old
from kilowire.floor.limits import remove_ended
from kilowire.models import PostedForm
from kilowire.web.security_file import turn

log = logging.getLogger(__name__)
POSTED_FOR = timedelta(days=2)


@shared_task
def remove_old_forms() -> None:
    """Remove what was typed more than an hour ago and the keys of forms sent more than two days ago.

    The counts of limits that are over go too, and mail to staff of a month ago.
    """
    remove_old()
    PostedForm.objects.filter(posted_at__lt=timezone.now() - POSTED_FOR).delete()
    remove_ended()
    remove_old_failures()
    staff_mails.remove_old()


@shared_task
def send_digests() -> None:
    """Mail the daily digest to everybody of the office whose hour has come."""
    digests.send_due(timezone.now())


@shared_task
def use_the_newest_key() -> None:
    """Encrypt what the second factor rests on under the first key of ``MFA_KEY``, so that others can go."""
    encrypt_under_first_key()


@shared_task
def remove_stray_files() -> None:
    """Remove files of a week ago that no row names: a process was killed between the file and its row."""
    if removed := remove_old_strays():
        log.warning("%s files that no row names were removed", removed)


@shared_task
def turn_security_log() -> None:
    """Begin a new file of the security log where it has grown long, and remove files of 400 days ago."""
    turn(settings.SECURITY_LOG, timezone.now())


@shared_task
def remove_ended_sessions() -> None:
    """Remove the sessions that are over, and the devices that they were on."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
