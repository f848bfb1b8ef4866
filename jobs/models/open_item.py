"""Open items: who owes the next act, what it is, since when, and what it blocks."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet
from jobs.road.item_endings import ends_by_act, is_in_our_words
from jobs.road.stages import Milestone


class Party(models.TextChoices):
    OFFICE = "office", "Office"
    FIELD = "field", "Field"
    HOMEOWNER = "homeowner", "Homeowner"
    OWNER = "owner", "Owner of the house"
    CITY = "city", "City"
    UTILITY = "utility", "Utility"
    HOA = "hoa", "HOA"
    SUPPLIER = "supplier", "Supplier"
    MANUFACTURER = "manufacturer", "Manufacturer"
    OTHER = "other", "Somebody else"


MUST_AGREE = "jobs.agree:"
"""Prefix of the keys of differences between facts that must agree; the name of the table's row follows."""


class OpenItemQuerySet(JobFileQuerySet):
    def open(self) -> Self:
        return self.filter(ended_on=None)

    def due_by(self, day: date) -> Self:
        return self.filter(expected_on__lte=day)

    def that_must_agree(self) -> Self:
        """Differences between facts of a job that must agree."""
        return self.filter(key__startswith=MUST_AGREE)

    def ended_by_word_unseen(self) -> Self:
        """Unwinding items that ended by a written word which the owner has not seen yet."""
        return self.filter(ended_by_word=True, word_seen_on=None)

    def blocking(self, milestone: str) -> Self:
        return self.filter(blocks=milestone)


class OpenItem(models.Model):
    """Somebody owes the next act.

    ``key`` names an item that an app opens and ends by itself (``jobs.dig:7``): one open at a time.
    ``act`` is the URL name of the page with the act that ends it, and after blanks the arguments of the URL
    besides the job number: ``jobs:move_appointment 7``.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="open_items")
    party = models.CharField(max_length=12, choices=Party.choices)
    key = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=240)
    act = models.CharField(max_length=80, blank=True)
    since_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    first_expected_on = models.DateField(null=True, blank=True, editable=False)
    dated_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The day on which the expected day was given."
    )
    window = models.CharField(max_length=40, blank=True, help_text="Hours of the expected day, e.g. 8–12.")
    moves = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often day or hours changed: the SEQUENCE in a calendar."
    )
    stake_usd = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    blocks = models.CharField(max_length=20, blank=True, choices=[(m.value, m.value) for m in Milestone])
    acknowledged_on = models.DateField(
        null=True, editable=False, help_text="When the homeowner said that they know the day of the visit."
    )
    unwinds = models.BooleanField(default=False, help_text="Part of what a cancellation leaves to do.")
    looked_on = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(
        null=True, editable=False, help_text="The party's next business day after somebody looked."
    )
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    ended_note = models.CharField(max_length=240, blank=True, editable=False)
    ended_by_word = models.BooleanField(
        default=False, editable=False, help_text="It unwinds, and ended by a written word instead of a fact."
    )
    word_seen_on = models.DateField(null=True, editable=False)
    word_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = OpenItemQuerySet.as_manager()

    class Meta:
        ordering = [F("expected_on").asc(nulls_last=True), "id"]
        indexes = [
            models.Index(fields=["job"], name="open_items_of_job", condition=Q(ended_on=None)),
            models.Index(
                fields=["key"],
                name="open_items_by_key",
                opclasses=["varchar_pattern_ops"],  # for PostgreSQL's LIKE 'jobs.agree:%'
                condition=Q(ended_on=None),
            ),
            models.Index(fields=["expected_on", "id"], name="open_items_by_day", condition=Q(ended_on=None)),
            models.Index(
                Coalesce("expected_on", "since_on"),
                "id",
                name="open_items_by_age",
                condition=Q(ended_on=None),
            ),
            models.Index(
                Coalesce("looked_on", "since_on"),
                "id",
                name="open_items_to_sweep",
                condition=Q(ended_on=None, party__in=["city", "utility"]),
            ),
            models.Index(
                Coalesce("expected_on", "since_on"),
                "id",
                name="open_items_at_a_cost",
                condition=Q(ended_on=None, stake_usd__gt=0),
            ),
            models.Index(
                fields=["party", "expected_on"], name="open_items_by_party", condition=Q(ended_on=None)
            ),
            models.Index(
                fields=["-id"],
                name="open_items_ended_by_word",
                condition=Q(ended_by_word=True, word_seen_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(party__in=Party.values), name="open_item_is_on_a_known_party"),
            models.CheckConstraint(
                condition=Q(blocks__in=["", *(m.value for m in Milestone)]),
                name="open_item_blocks_a_known_milestone",
            ),
            models.CheckConstraint(
                condition=Q(expected_on=None) | Q(first_expected_on__isnull=False),
                name="open_item_keeps_its_first_date",
            ),
            models.CheckConstraint(
                condition=Q(stake_usd=None) | Q(stake_usd__gte=0), name="open_item_stake_is_not_negative"
            ),
            models.UniqueConstraint(
                fields=["job", "key"],
                condition=Q(ended_on=None) & ~Q(key=""),
                name="one_open_item_per_key",
            ),
            models.CheckConstraint(
                condition=Q(ended_by_word=False) | (Q(ended_on__isnull=False) & ~Q(ended_note="")),
                name="item_ended_by_word_has_its_word",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_in_our_words(self) -> bool:
        """Whether an app wrote what is asked, in words that are ours; else somebody typed it, or a part."""
        return is_in_our_words(self.key)

    @property
    def is_a_difference(self) -> bool:
        """Whether it says that facts of the job do not agree."""
        return self.key.startswith(MUST_AGREE)

    @property
    def ends_by_act(self) -> bool:
        """Whether it ends by the act that it offers, and never by hand."""
        return ends_by_act(self.key, unwinds=self.unwinds)

    @property
    def has_moved(self) -> bool:
        return self.expected_on != self.first_expected_on
