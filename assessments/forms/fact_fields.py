"""Form fields for each type of fact: the field, its initial value, and the answer that was meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from assessments.fact_table import Fact
from assessments.facts import FactValue
from assessments.models import Source
from assessments.survey_items import Item

NOTHING = "nothing-of-these"
YES, NO = "yes", "no"
NOT_ANSWERED = ("", "Not answered")
LONGEST_TEXT = 160


def source_field(fact: Fact) -> forms.ChoiceField:
    """Return the field for the answer's source; it offers only sources that can know the fact."""
    lawful = [(source.value, source.label) for source in Source if source.value in fact.sources]
    lawful.sort(key=lambda choice: fact.sources.index(choice[0]))
    label = format_html('<span class="visually-hidden">{}: </span>Source', fact.label)
    return forms.ChoiceField(label=label, choices=lawful, required=False)


def cannot_tell_field(fact: Fact | Item) -> forms.CharField:
    label = format_html('<span class="visually-hidden">{}: </span>Because', fact.label)
    return forms.CharField(label=label, max_length=240, required=False, help_text="Instead of an answer.")


def value_field(fact: Fact) -> forms.Field:
    """Return the field that takes the answer; left empty, the fact stays unanswered."""
    return _FIELDS[fact.type](fact)


def more_field(fact: Fact) -> forms.CharField | None:
    """Return the field for free text next to the suggestions of a list of texts; None for other types."""
    if fact.type != "texts":
        return None
    return forms.CharField(
        label=f"{fact.label}: more, one a line",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _asked(fact: Fact) -> dict[str, Any]:
    unit = f" ({fact.unit})" if fact.unit else ""
    return {"label": f"{fact.question}{unit}", "required": False, "help_text": str(fact.help or "")}


def _bool(fact: Fact) -> forms.Field:
    choices = [NOT_ANSWERED, (YES, "Yes"), (NO, "No")]
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda said: said == YES, empty_value=None, **_asked(fact)
    )


def _choice(fact: Fact) -> forms.Field:
    choices = [NOT_ANSWERED, *((choice.name, str(choice.label)) for choice in fact.choices)]
    return forms.TypedChoiceField(choices=choices, empty_value=None, **_asked(fact))


def _int(fact: Fact) -> forms.Field:
    field = forms.IntegerField(min_value=fact.least, max_value=fact.most, **_asked(fact))
    field.widget.attrs |= {"inputmode": "numeric", "class": "short"}
    return field


def _number(fact: Fact) -> forms.Field:
    field = forms.FloatField(min_value=fact.least, max_value=fact.most, **_asked(fact))
    field.widget.attrs |= {"inputmode": "decimal", "class": "short", "step": "any"}
    return field


class SeveralField(forms.MultipleChoiceField):
    """Any of these, or "nothing of these"; if nothing is checked, the value is None: not answered."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str] | None:
        chosen = super().clean(value)
        if NOTHING in chosen and len(chosen) > 1:
            raise ValidationError("“Nothing” stands beside something else: choose one of the two.")
        return None if not chosen else [item for item in chosen if item != NOTHING]


def _choices(fact: Fact) -> forms.Field:
    offered = [(choice.name, str(choice.label)) for choice in fact.choices]
    return SeveralField(choices=[*offered, (NOTHING, "Nothing of these")], **_asked(fact))


def _texts(fact: Fact) -> forms.Field:
    offered = [(str(text), str(text)) for text in fact.suggestions]
    return SeveralField(choices=[*offered, (NOTHING, "Checked, nothing found")], **_asked(fact))


_FIELDS: dict[str, Callable[[Fact], forms.Field]] = {
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "int": _int,
    "number": _number,
    "texts": _texts,
}


def as_typed(fact: Fact, value: FactValue | None) -> Any:
    """Return the field's initial value for an answer on file."""
    if fact.type == "bool":
        return {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else ""
    if isinstance(value, list):
        offered = [*fact.values, *map(str, fact.suggestions)]
        return [item for item in value if item in offered] or ([] if value else [NOTHING])
    return value


def as_typed_beside(fact: Fact, value: FactValue | None) -> str:
    """Return the initial value of the free-text field for an answer on file."""
    offered = [str(text) for text in fact.suggestions]
    return "\n".join(item for item in value if item not in offered) if isinstance(value, list) else ""


def meant(fact: Fact, value: Any, more: str) -> Any:
    """Return the answer from field and free text together; None if both are empty."""
    if fact.type != "texts":
        return value
    lines = [line.strip() for line in more.splitlines() if line.strip()]
    if any(len(line) > LONGEST_TEXT for line in lines):
        words = f"One thing a line, each of at most {LONGEST_TEXT} characters."
        raise ValidationError(words, code=f"{fact.name}__more")
    if lines and value == []:
        words = "“Checked, nothing found” stands beside something that was found."
        raise ValidationError(words, code=f"{fact.name}__more")
    return [*(value or []), *lines] if lines else value
