"""Forms on which the office hands in a list of jobs and says which column is which."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from jobs.imports.columns import COLUMNS, Chosen
from jobs.models import JobKind, JobList, Jurisdiction, Language, Utility

NONE, ALWAYS = "", "always:"


class ListForm(forms.Form):
    file = forms.FileField(
        label="The list",
        help_text="CSV or an Excel workbook (.xlsx); its first row holds the headings.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """For each value of a job the heading of its column, a value that all rows have, or none."""

    def __init__(self, *args: Any, job_list: JobList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = Chosen(**job_list.columns)
        for column in COLUMNS:
            field = forms.ChoiceField(label=column.label, required=False, initial=self._initial(column.name))
            field.choices = self._choices(job_list, column.name)
            self.fields[column.name] = field

    def _initial(self, name: str) -> str:
        if name in self.columns.always:
            return f"{ALWAYS}{self.columns.always[name]}"
        return str(self.columns.places.get(name, NONE))

    def _choices(self, job_list: JobList, name: str) -> list[Any]:
        headings = [(str(place), heading) for place, heading in enumerate(job_list.headings) if heading]
        groups: list[Any] = [(NONE, "No column"), ("Columns of the list", headings)]
        if for_all := _for_all(name):
            groups.append(("The same for all rows", [(f"{ALWAYS}{value}", said) for value, said in for_all]))
        return groups

    def chosen(self) -> Chosen:
        said = {name: value for name, value in self.cleaned_data.items() if value}
        places = {name: int(value) for name, value in said.items() if not value.startswith(ALWAYS)}
        always = {name: v.removeprefix(ALWAYS) for name, v in said.items() if v.startswith(ALWAYS)}
        return Chosen(places, always)


def _for_all(name: str) -> list[tuple[str, str]]:
    choices = {
        "language": lambda: Language.choices,
        "kind": lambda: JobKind.choices,
        "utility": lambda: Utility.objects.values_list("key", "name"),
        "jurisdiction": lambda: Jurisdiction.objects.values_list("key", "name"),
    }
    return cast("list[tuple[str, str]]", list(choices[name]())) if name in choices else []
