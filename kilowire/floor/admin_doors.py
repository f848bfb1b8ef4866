"""Base classes of model admins: permissions by role alone, nothing deleted, each form carried out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kilowire.floor.forms.kept import Kept, forget, keep, kept_for, say_why_it_came_back
from kilowire.floor.forms.once import carried_out_once
from kilowire.floor.forms.rows import RowForm
from kilowire.floor.refusals import Refused

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:  # generic in the stubs, but not in Django itself
    ModelAdmin = admin.ModelAdmin


class OfficeAdmin(ModelAdmin):
    """Office and owner may view, add and change; rows that jobs refer to are never deleted."""

    form = RowForm

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """As Django has it, which breaks on a relation that points here."""
        fields = {field.name for field in self.opts.concrete_fields}
        return to_field in fields and super().to_field_allowed(request, to_field)

    def may_look(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_office)

    def may_write(self, request: HttpRequest) -> bool:
        return self.may_look(request)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm[Any], change: bool) -> None:
        """Save the row once for this POST, in the transaction that the admin has open."""
        with carried_out_once():
            super().save_model(request, obj, form, change)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, *args, **kwargs)

    # Read where a session or a page has ended, as at ``form_page``.
    add_view.keeps_typed = change_view.keeps_typed = True  # type: ignore[attr-defined]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show a form that came back as typed; show what the database refuses as a message."""
        if request.method == "POST":
            forget(request)
            try:
                return super().changeform_view(request, *args, **kwargs)
            except Refused as refusal:
                messages.error(request, str(refusal))
                keep(request, signed_out=False)
                return redirect(request.get_full_path())
        if (kept := kept_for(request)) is not None and request.FILES is not None:
            request.method, request.POST = "POST", kept  # type: ignore[assignment]  # as the admin binds it
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm[Any]]:
        """Return the form; one that came back as typed is never valid, so it is only shown."""
        form = super().get_form(request, *args, **kwargs)
        return _only_shown(form) if isinstance(request.POST, Kept) else form


def _only_shown(form: type[forms.ModelForm[Any]]) -> type[forms.ModelForm[Any]]:
    def is_valid(self: forms.ModelForm[Any]) -> bool:
        say_why_it_came_back(self)
        return False

    return type(form.__name__, (form,), {"is_valid": is_valid})


class OwnerAdmin(OfficeAdmin):
    """Only the owner may view, add and change."""

    def may_look(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_owner)
