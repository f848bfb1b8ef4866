"""Base classes of model admins with permissions by role alone; nothing is deleted there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:  # generic in the stubs, but not in Django itself
    ModelAdmin = admin.ModelAdmin


class OfficeAdmin(ModelAdmin):
    """Office and owner may view, add and change; rows that jobs refer to are never deleted."""

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
    """The office may view; only the owner may add and change."""

    def may_write(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_owner)
