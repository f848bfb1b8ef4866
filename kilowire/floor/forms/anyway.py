"""A form whose act asks once whether to go on all the same; the tick appears with the question."""

from __future__ import annotations

from typing import Any

from django import forms

ANYWAY = "anyway"


class Anyway(forms.Form):
    """Base of such a form. Its service takes ``anyway`` and raises ``Refused(…, field=ANYWAY)`` without it.

    Nothing is asked before that: the field is hidden, and its label is the form's ``go_on``.
    """

    go_on = "Go on all the same"
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[ANYWAY].label = self.go_on

    def add_error(self, field: str | None, error: Any) -> None:
        """Show the tick beside the question that it answers."""
        if field == ANYWAY:
            self.fields[ANYWAY].widget = forms.CheckboxInput()
        super().add_error(field, error)
