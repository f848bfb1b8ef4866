"""The form for a homeowner's own photos: several at once, each looked at by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kilowire.floor.files.opened import open_paper
from kilowire.floor.files.uploads import PAPERS, PHOTOS, read_file_facts
from kilowire.floor.refusals import Refused

MOST = 12
"""So many files at once; more are sent in a second go."""


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


@dataclass(frozen=True)
class SentFiles:
    """The files that can be used, and a sentence for each that cannot."""

    good: tuple[File[bytes], ...] = ()
    refused: tuple[str, ...] = ()


class ManyFilesField(forms.FileField):
    """Several photos, or papers with ``accepted``; a bad one is named and keeps none of the others back."""

    def __init__(self, *, accepted: Sequence[str] | frozenset[str] = tuple(PHOTOS), **kwargs: Any) -> None:
        super().__init__(required=False, widget=ManyFiles, **kwargs)
        self.accepted = accepted
        self.widget.attrs["accept"] = ",".join(sorted(accepted))

    def clean(self, data: Any, initial: Any = None) -> SentFiles:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        good, refused = [], []
        for file in files[:MOST]:
            try:
                super().clean(file, initial)
                facts = read_file_facts(file, accepted=self.accepted)
                open_paper(file, facts.content_type)
                good.append(file)
            except Refused as refusal:
                refused.append(str(refusal))
            except forms.ValidationError as error:
                refused += [f"{file.name}: {sentence}" for sentence in error.messages]
        if len(files) > MOST:
            refused.append(_("Only the first %(most)d were taken: send the others next.") % {"most": MOST})
        return SentFiles(tuple(good), tuple(refused))


class OwnPhotosForm(forms.Form):
    """One field for each thing that is asked for; at least one file has to be usable."""

    def __init__(self, *args: Any, asked: Mapping[str, tuple[Any, str]], **kwargs: Any) -> None:
        """``asked``: for each field its label and its help text."""
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in asked.items():
            accepted = PAPERS if name == "bill" else PHOTOS
            self.fields[name] = ManyFilesField(label=label, help_text=help_text, accepted=tuple(accepted))

    def clean(self) -> dict[str, Any]:
        sent: dict[str, SentFiles] = {name: each for name, each in (super().clean() or {}).items() if each}
        refused = [sentence for each in sent.values() for sentence in each.refused]
        if not any(each.good for each in sent.values()) and not self.errors:
            for sentence in refused or [_("Choose at least one photo.")]:
                self.add_error(None, sentence)
        return {"sent": sent, "refused": tuple(refused)}


class ClaimForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in a sentence what is wrong.")},
    )
    photos = ManyFilesField(label=gettext_lazy("Photos (optional)"))
