"""The homeowner's link and its one-time codes. Neither token nor code is stored; both are derived."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.people import Person
from jobs.models.visibility import JobFileQuerySet


class LinkQuerySet(JobFileQuerySet):
    job_path = "person__job"

    def live(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)


class HomeownerLink(models.Model):
    """A link to the status page for one person of one job. A new version makes every older token invalid."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="person_has_one_live_link"
            ),
        ]


class ProvenBrowser(models.Model):
    """A browser in which a one-time code of the link was typed; it has codes of its own from then on.

    ``key`` is the SHA-256 of what stands in its cookie. ``open_until`` is set where it is the homeowner's own
    and stays open; else the papers are open until the browser is closed.
    """

    link = models.ForeignKey(HomeownerLink, on_delete=models.PROTECT, related_name="browsers")
    version = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    proved_at = models.DateTimeField(auto_now_add=True)
    open_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "version", "key"], name="browser_proves_itself_once_for_a_link"
            ),
        ]


class OneTimeCode(models.Model):
    """A code by email that opens address and papers for one browser; derived from the row's id.

    ``browser`` is the one that asked for it, where it had proved itself before; only there it is taken.
    """

    link = models.ForeignKey(HomeownerLink, on_delete=models.PROTECT, related_name="codes")
    browser = models.ForeignKey(ProvenBrowser, null=True, on_delete=models.PROTECT, related_name="codes")
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
