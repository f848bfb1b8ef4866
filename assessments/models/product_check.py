"""Every check of the utility's product list: which model, its status, by which source, on which day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models import AdapterModel, Approval


class ProductCheck(models.Model):
    """One check; the result of the last one is kept on the model itself. Rows are only ever added."""

    adapter = models.ForeignKey(AdapterModel, on_delete=models.PROTECT, related_name="+")
    approval = models.CharField(max_length=12, choices=Approval.choices)
    before = models.CharField(max_length=12, choices=Approval.choices)
    source = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval__in=Approval.values, before__in=Approval.values),
                name="product_check_is_a_known_word",
            ),
            models.CheckConstraint(
                condition=Q(approval=Approval.UNKNOWN) | ~Q(source=""), name="product_check_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adapter_id}: {self.approval}"
