"""The forms of an invite: whom the owner invites, and the password that they choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import lazystr

from kilowire.models import Invite, Role, User


class InviteForm(forms.Form):
    name = forms.CharField(max_length=120)
    email = forms.EmailField(label="Email", help_text="They sign in with it, and the link is mailed there.")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.FIELD)


class FirstPasswordForm(forms.Form):
    """The password that the invited person chooses, twice."""

    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazystr(" ".join(password_validators_help_texts())),
    )
    password2 = forms.CharField(
        label="The same once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invite: Invite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = User(name=invite.name, email=invite.email)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.invited)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "password1" in given and given["password1"] != given.get("password2"):
            self.add_error("password2", "The two passwords differ.")
        return given
