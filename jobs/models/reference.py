"""References (the numbers that others gave a job) and the words by which a job is found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet
from kilowire.floor.beginnings import BeginsInIndex
from kilowire.floor.normal.columns import NumberKeyColumn


class ReferenceKind(models.TextChoices):
    PERMIT = "permit", "Permit number"
    UTILITY_REQUEST = "utility_request", "Utility request number"
    INTERCONNECTION = "interconnection", "Interconnection number"
    ACCOUNT = "account", "Service-account number"
    METER = "meter", "Meter number"
    ADAPTER_SERIAL = "adapter_serial", "Adapter serial"
    CHARGER_SERIAL = "charger_serial", "Charger serial"
    DIG_TICKET = "dig_ticket", "Dig ticket"


# Two jobs under way should not share a number of these kinds.
OF_ONE_JOB = (ReferenceKind.METER, ReferenceKind.ACCOUNT, ReferenceKind.PERMIT)


class Reference(models.Model):
    """A number that somebody else gave. The app that adds it is the one that removes it.

    ``source`` says which row it is from, such as ``visit:3``: two rows may give one number, and the job is
    found by it until both have another. ``normal`` is the number's normal form.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="references")
    kind = models.CharField(max_length=16, choices=ReferenceKind.choices)
    value = models.CharField(max_length=80)
    normal = NumberKeyColumn(of="value")
    source = models.CharField(max_length=40, blank=True, default="", editable=False)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "id"]
        indexes = [
            models.Index(fields=["kind", "normal"], name="reference_by_number"),
            models.Index(  # so that twins are found from the jobs under way, however many are closed out
                fields=["job", "normal"],
                name="reference_of_one_job",
                condition=Q(kind__in=OF_ONE_JOB) & ~Q(normal=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReferenceKind.values), name="reference_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["job", "kind", "value", "source"], name="job_has_each_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class SearchWord(models.Model):
    """One word by which a job is found, in lower case, without accents or punctuation."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="search_words")
    word = models.CharField(max_length=80)

    class Meta:
        # Covers the job, so a search reads only the index; its class finds prefixes in any collation.
        indexes = [
            models.Index(
                fields=["word", "job"],
                name="search_word_of_job",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            )
        ]
        constraints = [models.UniqueConstraint(fields=["job", "word"], name="job_has_each_search_word_once")]


SearchWord._meta.get_field("word").register_lookup(BeginsInIndex)
