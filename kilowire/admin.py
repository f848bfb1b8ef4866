"""Admin of the users: the owner gives a role and ends the right to sign in; none is deleted."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from kilowire.accounts.sessions import end_sessions, with_a_new_key
from kilowire.accounts.staff_mails import say
from kilowire.floor.admin_doors import OwnerAdmin
from kilowire.floor.forms.rows import RowForm
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import Role, User

NOT_YOU = "If you know nothing of it, call the owner."


class AccountForm(RowForm):
    """A user's email address is the sign-in name: stored in lower case, and unique."""

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


class ChangedAccountForm(AccountForm):
    class Meta:
        model = User
        fields = ("email", "name", "role", "is_active")


@admin.register(User)
class AccountAdmin(OwnerAdmin):
    """Name, address, role and whether somebody may sign in; a person is added by an invite."""

    form = ChangedAccountForm
    list_display = ("name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "email", "role", "is_active")}),
        ("Seen", {"fields": ("joined_at", "last_login")}),
    )
    readonly_fields = ("joined_at", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask for the password or the second factor again before the form is shown or taken."""
        if self.may_look(request):
            raise_if_reauthentication_required(request, app="kilowire")
        return super().changeform_view(request, *args, **kwargs)

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
        """Save the user; an address that the owner gives is verified, and the old one is told.

        Another address or role, or an end of the right to sign in, ends the user's sessions.
        """
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            _change_address(obj, form.initial["email"])
        if {"email", "role", "is_active"} & set(form.changed_data):
            end_sessions(obj, but=request.session.session_key)
            with_a_new_key(request)


def _change_address(user: User, old: str) -> None:
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    said = f"{user.name} signs in at {settings.PUBLIC_URL} with {user.email} from now on, not with {old}."
    say(to=old, subject="Your address at KiloWire was changed", text=f"{said} {NOT_YOU}")
