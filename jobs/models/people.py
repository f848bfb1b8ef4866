"""The people of a job, their roles, and the utility account that one of them holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Channel(models.TextChoices):
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"


class Means(models.TextChoices):
    """How somebody agreed to text messages."""

    OFFICE = "office", "told the office"
    PAGE = "page", "on their page"
    TEXT = "text", "by a text message"


class PersonRole(models.TextChoices):
    OWNER = "owner", "Owner of the house"
    ACCOUNT_HOLDER = "account_holder", "Account holder"
    OCCUPANT = "occupant", "Occupant"
    PAYER = "payer", "Payer"
    HELPER = "helper", "Helper"


class Person(models.Model):
    """A person of this job. One person often has every role."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField("email", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    texts_agreed_on = models.DateField("agreed to text messages on", null=True, blank=True)
    texts_agreed_by = models.CharField(max_length=6, choices=Means.choices, blank=True, editable=False)
    texts_stopped_at = models.DateTimeField(
        null=True, editable=False, help_text="They answered STOP, and no text goes until they answer START."
    )
    text_number = models.CharField(
        max_length=16, blank=True, editable=False, help_text="The phone in E.164, where a text can reach it."
    )
    number_proved_at = models.DateTimeField(
        null=True, editable=False, help_text="A text came from this number."
    )
    tell_by = models.CharField(max_length=5, choices=Channel.choices, default=Channel.EMAIL)
    quiet_from = models.PositiveSmallIntegerField(default=20, help_text="No message from this hour on …")
    quiet_until = models.PositiveSmallIntegerField(
        default=8, help_text="… until this one; none is quiet where both are the same."
    )
    stopped_kinds = models.JSONField(default=list, editable=False, help_text="Notices they do not want.")
    is_65_or_over = models.BooleanField(
        "65 or over", null=True, blank=True, help_text="None where nobody asked."
    )

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["text_number"], name="person_of_a_number", condition=~Q(text_number="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(tell_by__in=Channel.values), name="person_is_told_by_a_known_channel"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23, quiet_until__lte=23), name="quiet_hours_are_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="person_speaks_a_known_language"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_only_helper(self) -> bool:
        """Whether this person helps on the job and is nothing else on it: shown no papers."""
        held = list(self.roles.values_list("role", flat=True))
        return bool(held) and all(role == PersonRole.HELPER for role in held)

    @property
    def takes_texts(self) -> bool:
        """Whether a text may go to this person: a number, their consent, and no STOP since."""
        return bool(self.text_number and self.texts_agreed_on and not self.texts_stopped_at)

    @property
    def can_be_reached(self) -> bool:
        return bool(self.email or self.phone)


class RoleOnJob(models.Model):
    """This person has this role on this job; every role but helper belongs to one person."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=16, choices=PersonRole.choices)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=PersonRole.values), name="role_on_job_is_known"),
            models.UniqueConstraint(fields=["person", "role"], name="person_has_each_role_once"),
            models.UniqueConstraint(
                fields=["job", "role"],
                condition=~Q(role=PersonRole.HELPER),
                name="job_has_one_person_per_role",
            ),
        ]


class UtilityAccount(models.Model):
    """The service account: the holder's name and the meter number exactly as on the utility's bill."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="utility_account")
    holder_name = models.CharField(max_length=120, blank=True)
    account_number = models.CharField("service-account number", max_length=40, blank=True)
    meter_number = models.CharField("meter number on the bill", max_length=40, blank=True)
    bill_checked_on = models.DateField(null=True, blank=True)
    bill_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = JobFileQuerySet.as_manager()
