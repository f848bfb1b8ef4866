"""The style page: every part of the design with sample content, for developers."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import AnyDayField, MoneyField
from kilowire.web.style_samples import samples

WHOLE_PAGES = ("field", "job", "portal")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name on the bill", help_text="Exactly as Edison prints it.")
    kind = forms.ChoiceField(label="Kind of job", choices=[("i", "Installation"), ("r", "Replacement")])
    day = AnyDayField(label="Done on")
    fee_usd = MoneyField(label="Fee paid (USD)", required=False)
    reach = forms.ChoiceField(
        label="How to reach them", choices=[("c", "Call"), ("t", "Text")], widget=forms.RadioSelect
    )
    consent = forms.BooleanField(label="They agreed to text messages", required=False)
    card = forms.FileField(
        label="Signed inspection card",
        help_text="PDF or photo, up to 20 MB.",
        widget=forms.ClearableFileInput(attrs={"data-max-bytes": 20 * 1024 * 1024}),
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))


@office_only
def style(request: HttpRequest) -> HttpResponse:
    """Show all parts with sample content."""
    refused = SampleForm({"refused-kind": "i"}, prefix="refused")
    refused.add_error(None, "The city's permit is not on file yet; Olive can upload it under Permit.")
    context = {**samples(timezone.now()), "form": SampleForm(), "refused": refused}
    return render(request, "style.html", context)


@office_only
def style_part(request: HttpRequest, part: str) -> HttpResponse:
    """Show a whole sample page: of the homeowner, the tablet or a job."""
    if part not in WHOLE_PAGES:
        raise Http404
    return render(request, f"style/{part}.html", {**samples(timezone.now()), "form": SampleForm()})
