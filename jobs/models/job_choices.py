"""What may stand in the columns of a job: its kind, why it did not go ahead, and how it came to us."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from jobs.road import stages


class JobKind(models.TextChoices):
    INSTALLATION = stages.Kind.INSTALLATION.value, _("Installation")
    REPLACEMENT = stages.Kind.REPLACEMENT.value, _("Replacement")
    REMOVAL = stages.Kind.REMOVAL.value, _("Removal")


class NotGoingAhead(models.TextChoices):
    """Why a job was cancelled."""

    INELIGIBLE = "ineligible", "Not eligible"
    NO_ANSWER = "no_answer", "No answer"
    PRICE = "price", "Price"
    WENT_ELSEWHERE = "went_elsewhere", "Went elsewhere"
    OTHER_SOLUTION = "other_solution", "Other solution"
    OTHER_UTILITY = "other_utility", "Other utility"
    HOMEOWNER_WITHDREW = "homeowner_withdrew", "Homeowner withdrew"


class LeadSource(models.TextChoices):
    """How somebody came to us."""

    PHONE = "phone", "Phone call"
    REQUEST = "request", "Our request page"
    WEBSITE = "website", "Our website"
    EMAIL = "email", "Email"
    REFERRAL = "referral", "Referral"
    LIST = "list", "A list"
    OTHER = "other", "Something else"
