"""Admin of the users: the owner adds them, gives a role and deactivates them; none is deleted."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.db import transaction
from django.http import HttpRequest

from kilowire.floor.admin_doors import OwnerAdmin
from kilowire.floor.forms.rows import RowForm
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import Role, User


class AccountForm(RowForm):
    """A user's e-mail address is the sign-in name: stored in lower case, and unique."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody signs in with this address already.")
        return email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        role, active = given.get("role"), given.get("is_active", True)
        was_owner = self.instance.pk and User.objects.filter(pk=self.instance.pk, role=Role.OWNER).exists()
        others = User.objects.filter(role=Role.OWNER, is_active=True).exclude(pk=self.instance.pk)
        if was_owner and not (role == Role.OWNER and active) and not others.exists():
            raise forms.ValidationError("This is the only owner: make another first.")
        return given


class NewAccountForm(AccountForm, BaseUserCreationForm):  # type: ignore[type-arg]  # takes no type argument when it runs
    class Meta:
        model = User
        fields = ("email", "name", "role")


class ChangedAccountForm(AccountForm, UserChangeForm):  # type: ignore[type-arg]  # takes no type argument when it runs
    class Meta:
        model = User
        fields = ("email", "name", "role", "is_active")


@admin.register(User)
class AccountAdmin(OwnerAdmin, UserAdmin):  # type: ignore[type-arg]  # takes no type argument when it runs
    form, add_form = ChangedAccountForm, NewAccountForm
    list_display = ("name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("name", "email", "role", "is_active", "password")}),
        ("Seen", {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("name", "email", "role", "password1", "password2")}),)
    readonly_fields = ("joined_at", "last_login")

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Tell the security log too."""
        tell_on_commit(Happened.USER_MADE, user=obj.pk, role=obj.role, by=request.user.pk)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Tell the security log too: which fields, and the role that the user has now."""
        fields = [name for each in message for name in each.get("changed", {}).get("fields", [])]
        tell_on_commit(
            Happened.USER_CHANGED,
            user=obj.pk,
            role=obj.role,
            fields=", ".join(map(str, fields)),
            by=request.user.pk,
        )
        return super().log_change(request, obj, message)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[Any], change: bool) -> None:
        """Save the user with a verified address: the owner vouches for it, and a second factor needs it."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        EmailAddress.objects.update_or_create(
            user=obj, email=obj.email, defaults={"verified": True, "primary": True}
        )
