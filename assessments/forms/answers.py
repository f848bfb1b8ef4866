"""The form of answers, built from the fact table: each with its source, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments import facts, survey_form
from assessments.fact_table import Fact
from assessments.forms import fact_fields
from assessments.models import Answer, Source
from assessments.services.answers import Given
from assessments.services.evidence import photo_of_fact
from assessments.services.reading import OF_THE_JOB, Known
from assessments.services.survey_fields import FieldOnFile
from assessments.survey_items import Card
from jobs.models import Photo
from kilowire.floor.forms.meanwhile import Meanwhile


class AnswersForm(forms.Form):
    """Asks what may matter for this job. ``given`` holds the answers once the form is valid.

    ``usual_source`` is the usual source of this user's answers; ``photos`` are those on file, by slot.
    """

    def __init__(
        self, *args: Any, known: Known, usual_source: str, photos: Mapping[str, Photo], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.usual_source, self.photos = known, usual_source, photos
        self.given: list[Given] = []
        self.shown = [fact for fact in facts.load() if self._may_be_asked(fact)]
        for fact in self.shown:
            self._add(fact)
        self.cards = [card for card in survey_form.current().cards if self._may_be_confirmed(card)]
        for card in self.cards:
            self._field(card.name, forms.BooleanField(label=str(card.title), required=False), False)
            self.fields[card.name].help_text = str(card.text)
        standing = {fact.name: FieldOnFile.of(known.answers.get(fact.name)).plain for fact in self.shown}
        self.meanwhile = Meanwhile(self, standing)

    def sections(self) -> list[dict[str, Any]]:
        """Return the sections with their questions and the fields of each, for the page."""
        parts = [
            (section, [f for f in self.shown if f.section == section.name])
            for section in facts.load().sections
        ]
        return [
            {"title": str(section.label), "rows": [self._row(fact) for fact in found]}
            for section, found in parts
            if found
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for fact in self.shown:
            try:
                given = None if self._was_left_alone(fact, cleaned) else self._given(fact, cleaned)
            except ValidationError as error:
                self.add_error(error.code or fact.name, error.message)
            else:
                self.given += [given] if given else []
        self.given += self._confirmed(cleaned)
        return {"given": self.given}

    def _may_be_confirmed(self, card: Card) -> bool:
        """Return whether a card's answers are asked here, and none of them is given yet."""
        names = {fact.name for fact in self.shown} & card.sets.keys()
        return bool(names) and not names & self.known.answers.keys()

    def _confirmed(self, cleaned: Mapping[str, Any]) -> list[Given]:
        """Return the answers of each card that was ticked, but for those that were typed."""
        typed = {each.fact for each in self.given} | set(self.errors)
        asked = {fact.name for fact in self.shown} - typed
        return [
            Given(name, card.source, value)
            for card in self.cards
            if cleaned.get(card.name)
            for name, value in card.sets.items()
            if name in asked
        ]

    def card_fields(self) -> list[forms.BoundField]:
        """Return the boxes that give several answers at once, for the page."""
        return [self[card.name] for card in self.cards]

    def _may_be_asked(self, fact: Fact) -> bool:
        """Return False if the known facts already show that it does not matter for this job."""
        if fact.from_product or fact.name == OF_THE_JOB:
            return False
        known = self.known.facts
        return not any(
            not condition.unknown_in(known) and condition.value_in(known) is not True
            for condition in fact.asked_when
        )

    def _add(self, fact: Fact) -> None:
        answer = self.known.answers.get(fact.name)
        value = answer.value if answer else None
        usual = self.usual_source if self.usual_source in fact.sources else fact.sources[0]
        self._field(
            fact.name, fact_fields.value_field(fact), fact_fields.as_typed(fact, value) if answer else None
        )
        more = fact_fields.more_field(fact)
        if more:
            self._field(f"{fact.name}__more", more, fact_fields.as_typed_beside(fact, value))
        self._field(
            f"{fact.name}__source", fact_fields.source_field(fact), answer.source if answer else usual
        )
        reason = fact_fields.cannot_tell_field(fact)
        self._field(f"{fact.name}__cannot_tell", reason, answer.cannot_tell if answer else "")

    def _field(self, name: str, field: forms.Field, initial: Any) -> None:
        field.initial = initial
        self.fields[name] = field

    def _row(self, fact: Fact) -> dict[str, Any]:
        answer = self.known.answers.get(fact.name)
        reason, more = self[f"{fact.name}__cannot_tell"], f"{fact.name}__more"
        return {
            "name": fact.name,
            "label": str(fact.label),
            "unit": fact.unit,
            "value": self[fact.name],
            "more": self[more] if more in self.fields else None,
            "source": self[f"{fact.name}__source"],
            "cannot_tell": reason,
            "cannot_tell_open": bool(reason.value() or reason.errors),
            "note": self._note(fact),
            "answered": answer is not None,
        }

    def _note(self, fact: Fact) -> str:
        """Return which unanswered question decides whether this one is asked at all."""
        waiting = [c for c in fact.asked_when if c.unknown_in(self.known.facts)]
        if not waiting:
            return ""
        label = str(facts.load()[waiting[0].unknown_in(self.known.facts)[0]].label)
        return f"May not be asked: it depends on “{label}”."

    def _was_left_alone(self, fact: Fact, cleaned: Mapping[str, Any]) -> bool:
        """Return whether the user left it as the page showed it while somebody else changed the answer."""
        if {fact.name, f"{fact.name}__more"} & set(self.errors):
            return False
        current = FieldOnFile.of(self.known.answers.get(fact.name))
        value = fact_fields.meant(fact, cleaned.get(fact.name), cleaned.get(f"{fact.name}__more", ""))
        typed = FieldOnFile(value, cleaned.get(f"{fact.name}__cannot_tell", "").strip())
        shown = current.cannot_tell or facts.load().shown(fact.name, current.value)
        return self.meanwhile.was_left_alone(fact.name, typed.plain, shown)

    def _given(self, fact: Fact, cleaned: Mapping[str, Any]) -> Given | None:
        """Return the answer as the service takes it; an error's code names the field that it belongs to."""
        beside = f"{fact.name}__cannot_tell"
        if {fact.name, beside, f"{fact.name}__source", f"{fact.name}__more"} & set(self.errors):
            return None
        value = fact_fields.meant(fact, cleaned.get(fact.name), cleaned.get(f"{fact.name}__more", ""))
        reason, earlier = cleaned.get(beside, "").strip(), self.known.answers.get(fact.name)
        if value is not None and reason:
            raise ValidationError("Give the answer, or say why it cannot be told; not both.", code=beside)
        if value is None and not reason:
            if earlier:
                words = "It was answered before: to take that back, say why it cannot be told."
                raise ValidationError(words, code=beside)
            return None
        source = cleaned.get(f"{fact.name}__source") or fact.sources[0]
        return Given(fact.name, source, value, reason, self._photo(fact, source, earlier))

    def _photo(self, fact: Fact, source: str, earlier: Answer | None) -> Photo | None:
        """Return the photo that shows it: the one on file with the answer, else the last one in its slot."""
        if source != Source.PHOTO:
            return None
        slot = photo_of_fact(fact.name)
        return (earlier.photo if earlier else None) or (self.photos.get(slot) if slot else None)
