"""Files the answers of a form so that one that is refused holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from jobs.tablet.answer_values import Item, NotLawful, cleaned
from jobs.tablet.services.sent import Sent
from jobs.tablet.services.takers import AnswerRefused
from kilowire.floor.refusals import Refused


def write_one_by_one(
    given: Mapping[str, Any], write: Callable[[dict[str, Any]], object], refused: dict[str, Refused]
) -> None:
    """Call ``write`` with the answers by field, again without each that it refuses.

    Each refusal goes into ``refused`` by its field; one that names no field of these is raised, as it is not
    about one answer. Each call is a transaction of its own, so that nothing of a refused one stays.
    """
    left = dict(given)
    while left:
        try:
            with transaction.atomic():
                write(left)
        except Refused as refusal:
            # The office's forms name what stands beside a field, such as “wires__source”.
            name = (refusal.field or "").partition("__")[0]
            if name not in left:
                raise
            del left[name]
            refused[name] = refusal
        else:
            break


def cleaned_answers(items: Mapping[str, Item], sent: Sent) -> tuple[dict[str, Any], dict[str, Refused]]:
    """Return the answers to these items as Python values, None where one is empty, and the refusals by field.

    An item that the form does not name is left out.
    """
    given, refused = {}, {}
    for name, field in sent.fields.items():
        if name in items:
            try:
                given[name] = cleaned(items[name], field.value)
            except NotLawful as wrong:
                refused[name] = Refused(str(wrong), field=name)
    return given, refused


def refused_answers(items: Mapping[str, Item], refused: Mapping[str, Refused]) -> dict[str, AnswerRefused]:
    """Return refusals by field as what could not be filed of a form."""
    return {name: AnswerRefused(items[name]["label"]["en"], str(why)) for name, why in refused.items()}
