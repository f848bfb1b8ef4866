"""Forms on which a person of the job signs a paper: consent, signature, refusal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.signing.drawn import LONGEST
from jobs.signing.services.signers import Written

NO_MARK = {"required": _("Please mark this, or sign on paper instead: call us.")}
PARTS = ("name", "drawn", "means")


class ConsentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    agrees = forms.BooleanField(
        label=_("I have read this, and I agree to sign this paper electronically."), error_messages=NO_MARK
    )
    word = forms.CharField(
        label=_("The word on the last page of the paper"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class SignForm(forms.Form):
    """A typed name or a drawing for each paper that is signed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, papers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        for paper, label in papers.items():
            self.fields[f"name_{paper}"] = forms.CharField(
                label=_("Your name, typed as your signature"),
                max_length=120,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
            )
            self.fields[f"drawn_{paper}"] = forms.CharField(
                max_length=LONGEST, required=False, widget=forms.HiddenInput(attrs={"data-drawn": paper})
            )
            self.fields[f"means_{paper}"] = forms.BooleanField(label=label, error_messages=NO_MARK)

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each paper, for the page."""
        return [
            {"paper": paper, "label": label, **{part: self[f"{part}_{paper}"] for part in PARTS}}
            for paper, label in self.papers.items()
        ]

    def written(self) -> dict[str, Written]:
        """Return what stands under each paper."""
        said = self.cleaned_data
        return {paper: Written(said[f"name_{paper}"], said[f"drawn_{paper}"]) for paper in self.papers}


class DeclineForm(forms.Form):
    because = forms.CharField(
        label=_("Why you do not want to sign it"), max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )
