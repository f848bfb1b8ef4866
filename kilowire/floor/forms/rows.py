"""The base of forms that write one row: what the row's constraints refuse is said in plain sentences."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint

from kilowire.floor.constraints import sentence_of, with_a_sentence

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:  # generic in the stubs, but not in Django itself
    ModelForm = forms.ModelForm

DJANGOS_OWN_WORDS = frozenset({"unique", "unique_together"})


class RowForm(ModelForm):
    """A ``ModelForm`` whose errors never name a constraint: its sentence stands at its field."""

    def _post_clean(self) -> None:
        self.instance.validate_constraints = self._validate_constraints  # what ``full_clean`` calls
        try:
            super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        finally:
            del self.instance.validate_constraints

    def _validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        errors: dict[str, list[str]] = {}
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    field, words = self._words_of(constraint, error)
                    errors.setdefault(field, []).extend(words)
        if errors:
            raise ValidationError(errors)

    def _words_of(self, constraint: BaseConstraint, error: ValidationError) -> tuple[str, list[str]]:
        if constraint.name not in with_a_sentence() and getattr(error, "code", "") in DJANGOS_OWN_WORDS:
            return NON_FIELD_ERRORS, error.messages
        sentence = sentence_of(constraint.name)
        field = sentence.field if sentence.field in self.fields else None
        return field or NON_FIELD_ERRORS, [sentence.words]
