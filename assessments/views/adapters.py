"""The adapter models with their status on the product list, and the act that changes it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.forms.acts import ApprovalForm
from assessments.models import ProductCheck
from assessments.services.products import record_product_check
from jobs.models import AdapterModel
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed

TONES = {"approved": "ok", "not_approved": "bad", "unknown": "warn"}


@require_safe
@office_only
def adapters(request: StaffRequest) -> HttpResponse:
    models = [(adapter, TONES[adapter.approval]) for adapter in AdapterModel.objects.all()]
    return render(request, "assessments/adapters.html", {"adapters": models})


@form_page
@office_only
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    adapter = get_object_or_404(AdapterModel, pk=pk)
    form = ApprovalForm(initial={"approval": adapter.approval}, **typed(request))
    if carried_out(form, partial(record_product_check, adapter=adapter), by=request.user):
        return redirect("assessments:adapters")
    page = {
        "form": form,
        "adapter": adapter,
        "tone": TONES[adapter.approval],
        "checks": ProductCheck.objects.filter(adapter=adapter).select_related("by"),
        "cancel_url": reverse("assessments:adapters"),
    }
    return render(request, "assessments/approve.html", page, status=status_of(form))
