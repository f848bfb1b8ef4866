"""Who may do what in the admin of the directory: by role alone; nothing is deleted there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:  # the stubs know a model of its own, Django itself does not
    ModelAdmin = admin.ModelAdmin


class OfficeAdmin(ModelAdmin):
    """Office and owner may look, add and change; rows that jobs rest on are never deleted."""

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

    def may_look(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_office)

    def may_write(self, request: HttpRequest) -> bool:
        return self.may_look(request)


class OwnerAdmin(OfficeAdmin):
    """The office may look; only the owner adds and changes."""

    def may_write(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_owner)
