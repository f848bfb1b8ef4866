"""The model ``User``: somebody of ours who signs in, with a role."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    OFFICE = "office", "Office"
    FIELD = "field", "Field technician"


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, *, name: str, role: str = Role.OFFICE
    ) -> User:
        user = self.model(email=self.normalize_email(email).lower(), name=name, role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, *, name: str = "Owner") -> User:
        return self.create_user(email, password, name=name, role=Role.OWNER)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who works for the contractor: the owner, the office, or a technician in the field."""

    email = models.EmailField("email", unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=8, choices=Role.choices)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    second_factor_due_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="From when staff pages of a public site lead to the set-up; empty before the first page.",
    )

    digest_hour = models.PositiveSmallIntegerField(
        null=True,
        default=7,
        editable=False,
        help_text="The hour of the daily digest of the office.",
    )
    digest_sent_on = models.DateField(null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def is_office(self) -> bool:
        """Whether this is a user of the office; the owner is one too."""
        return self.role in (Role.OWNER, Role.OFFICE)

    @property
    def is_field(self) -> bool:
        return self.role == Role.FIELD

    @property
    def is_staff(self) -> bool:
        """Whether this user may open the admin."""
        return self.is_active and self.is_office
