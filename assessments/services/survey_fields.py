"""The survey's fields for merging with a tablet's edits: the value on the server, and its version token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models import Answer, Assessment
from assessments.models.assessment import UNSAFE
from assessments.services.place import place_values
from assessments.survey_items import SurveyForm
from kilowire.floor.bases import base_of


@dataclass(frozen=True)
class FieldOnFile:
    """One field: its value, or why nobody can tell."""

    value: Any = None
    cannot_tell: str = ""
    source: str = ""

    @classmethod
    def of(cls, answer: Answer | None) -> FieldOnFile:
        return cls(answer.value, answer.cannot_tell, answer.source) if answer else cls()

    @property
    def plain(self) -> list[Any] | None:
        """What two versions are compared by; a different source alone is not another version."""
        return [self.value, self.cannot_tell] if self.value is not None or self.cannot_tell else None

    @property
    def base(self) -> str:
        return base_of(self.plain)


def fields_on_file(
    form: SurveyForm, assessment: Assessment | None, answers: Mapping[str, Answer]
) -> dict[str, FieldOnFile]:
    """Return every filled field of the form: answers, the place, and photos that could not be taken."""
    fields = {name: FieldOnFile.of(answer) for name, answer in answers.items() if name in form.items}
    fields |= {name: FieldOnFile(value) for name, value in place_values(assessment, form).items()}
    untold = assessment.untold if assessment else {}
    fields |= {name: FieldOnFile(None, because) for name, because in untold.items() if is_field(form, name)}
    return fields


def is_field(form: SurveyForm, name: str) -> bool:
    """Return whether it is a question of the form or one of its photos, whose only value is "not safe"."""
    if name.startswith(UNSAFE):
        return name.removeprefix(UNSAFE) in form.slots
    item = form.items.get(name)
    return item is not None and item.keeps != "reading"
