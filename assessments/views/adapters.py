"""The adapters of the directory with their standing on the product list, and the act that changes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.forms.acts import ApprovalForm
from assessments.models import ProductCheck
from assessments.services.products import record_product_check
from jobs.models import AdapterModel
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from kilowire.floor.refusals import refusals_shown_on

TONES = {"approved": "ok", "not_approved": "bad", "unknown": "warn"}


@require_safe
@office_only
def adapters(request: HttpRequest) -> HttpResponse:
    models = [(adapter, TONES[adapter.approval]) for adapter in AdapterModel.objects.all()]
    return render(request, "assessments/adapters.html", {"adapters": models})


@form_page
@office_only
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    adapter = get_object_or_404(AdapterModel, pk=pk)
    form = ApprovalForm(initial={"approval": adapter.approval}, **typed(request))
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form):
            record_product_check(adapter=adapter, by=request.user, **form.cleaned_data)
            return redirect("assessments:adapters")
    page = {
        "form": form,
        "adapter": adapter,
        "tone": TONES[adapter.approval],
        "checks": ProductCheck.objects.filter(adapter=adapter).select_related("by"),
        "cancel_url": reverse("assessments:adapters"),
    }
    return render(request, "assessments/approve.html", page, status=422 if form.is_bound else 200)
