"""The survey's fields as a tablet edits them: what stands on the server, and the token of it."""

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
class Held:
    """One field: its value, or why it cannot be told."""

    value: Any = None
    cannot_tell: str = ""
    source: str = ""

    @classmethod
    def of(cls, answer: Answer | None) -> Held:
        return cls(answer.value, answer.cannot_tell, answer.source) if answer else cls()

    @property
    def plain(self) -> list[Any] | None:
        """What two versions of it are compared by; its source alone is no other version."""
        return [self.value, self.cannot_tell] if self.value is not None or self.cannot_tell else None

    @property
    def base(self) -> str:
        return base_of(self.plain)


def held_fields(
    form: SurveyForm, assessment: Assessment | None, answers: Mapping[str, Answer]
) -> dict[str, Held]:
    """Every field of the form that holds something: answers, the place, photos that nobody could take."""
    fields = {name: Held.of(answer) for name, answer in answers.items() if name in form.items}
    fields |= {name: Held(value) for name, value in place_values(assessment, form).items()}
    untold = assessment.untold if assessment else {}
    fields |= {name: Held(None, because) for name, because in untold.items() if is_field(form, name)}
    return fields


def is_field(form: SurveyForm, name: str) -> bool:
    """A question of the form, or one of its photos, of which only "not safe" is written."""
    if name.startswith(UNSAFE):
        return name.removeprefix(UNSAFE) in form.slots
    item = form.items.get(name)
    return item is not None and item.keeps != "reading"
