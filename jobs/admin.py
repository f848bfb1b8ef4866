"""The admin of the directory: utilities, cities, adapters, vehicles, crews and the company's own facts.

Jobs are not edited here: a stage or a milestone changes only through a service.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from jobs.directory.forms import CalendarForm
from jobs.directory.tasks import write_error_pages
from jobs.models import AdapterModel, CompanyRecord, Crew, Jurisdiction, Utility, Vehicle
from kilowire.floor.admin_doors import OfficeAdmin, OwnerAdmin
from kilowire.models import Role, User


class DirectoryAdmin(OfficeAdmin):
    """Marks a row that the office edits, so that loading the CSV files again does not overwrite it."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("edited_at",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "key") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm[Any], change: bool) -> None:
        obj.edited_at = timezone.now()
        super().save_model(request, obj, form, change)
        write_error_pages.delay_on_commit()


@admin.register(Utility)
class UtilityAdmin(DirectoryAdmin):
    form = CalendarForm
    list_display = ("name", "short_name", "programme", "calendar", "typical_business_days", "checked_on")
    search_fields = ("name", "short_name")


@admin.register(Jurisdiction)
class JurisdictionAdmin(DirectoryAdmin):
    form = CalendarForm
    list_display = ("name", "county", "visit_order", "asks_rough_inspection", "verified_on", "checked_on")
    list_filter = ("county", "visit_order")
    search_fields = ("name", "county")


@admin.register(AdapterModel)
class AdapterModelAdmin(DirectoryAdmin):
    """Approval is shown here, read-only; the office records it with its source and day on its own page."""

    list_display = ("maker", "model", "approval", "approval_checked_on", "isolating", "max_circuit_amps")
    list_filter = ("approval", "maker")
    search_fields = ("maker", "model")
    readonly_fields = ("approval", "approval_source", "approval_checked_on", "edited_at")


@admin.register(Vehicle)
class VehicleAdmin(DirectoryAdmin):
    list_display = ("name", "usable_kwh", "onboard_kw", "checked_on")
    search_fields = ("name",)


@admin.register(Crew)
class CrewAdmin(OfficeAdmin):
    list_display = ("name", "ended_on")
    filter_horizontal = ("members",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "members":
            kwargs["queryset"] = User.objects.filter(role=Role.FIELD, is_active=True)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(CompanyRecord)
class CompanyRecordAdmin(OwnerAdmin):
    """Company records are never edited: a change is a new record with its own first day."""

    list_display = ("name", "effective_from", "cslb_number", "classification", "phone", "entered_by")
    exclude = ("entered_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in a new record from the latest one, so that only what changes is typed."""
        latest = CompanyRecord.objects.first()
        if latest is None:
            return {"effective_from": timezone.localdate()}
        columns = [
            field.name
            for field in CompanyRecord._meta.fields
            if field.name not in ("id", "entered_by", "entered_at")
        ]
        return {name: getattr(latest, name) for name in columns} | {"effective_from": timezone.localdate()}

    def save_model(
        self, request: HttpRequest, obj: CompanyRecord, form: forms.ModelForm[Any], change: bool
    ) -> None:
        obj.entered_by = cast(User, request.user)  # the admin lets in only signed-in users
        super().save_model(request, obj, form, change)
        write_error_pages.delay_on_commit()
