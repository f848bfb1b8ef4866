"""Load the site survey from its file, strictly: a mistake must show when it is loaded, not at a meter.

Facts that rules use are referenced by name; ``rules/facts.toml`` is their only definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assessments import facts
from assessments.conditions import Condition, compiled, spelled_out
from assessments.fact_table import FactTable, Named
from assessments.survey_checks import refuse_unfit
from assessments.survey_items import (
    Card,
    Item,
    Notice,
    Section,
    Slot,
    Suggestion,
    SurveyForm,
    item_of_fact,
)
from assessments.texts import RuleFileError, Text, known_keys_only, text_from, tree_of

FORMS_FOLDER = Path(__file__).parent / "survey_forms"
ITEM_NEEDS = "name keeps type label question"
ITEM_MAY_HAVE = (
    "help unit least most usual choices choices_from suggestions asked_when required required_unless "
    "stop warn"
)
CONDITION_KEYS = ("asked_when", "required_when", "required_unless", "when")


@cache
def load(path: Path) -> SurveyForm:
    """Return the survey of one file; raise RuleFileError that says what is wrong with it."""
    tree, table = tree_of(path), facts.load()
    needed = "form title not_safe sections items slots cards suggests signatures"
    known_keys_only(tree, needed=needed, optional="conditions", where=path.name)
    _spell_out(tree, tree.pop("conditions", {}))
    text_from(tree["title"], where="title")
    form = SurveyForm(
        version=tree["form"],
        sections=tuple(_section_from(each) for each in tree["sections"]),
        items=_items(tree, table),
        slots={each["name"]: _slot_from(each) for each in tree["slots"]},
        cards=tuple(_card_from(each, table) for each in tree["cards"]),
        suggests=tuple(_suggestion_from(each) for each in tree["suggests"]),
        tree=tree,
    )
    refuse_unfit(form, table)
    return form


@cache
def versions(folder: Path = FORMS_FOLDER) -> tuple[SurveyForm, ...]:
    """Return all versions of the survey, the oldest first."""
    found = [load(path) for path in sorted(folder.glob("*.toml"))]
    if not found or len({form.version for form in found}) < len(found):
        raise RuleFileError("There is no survey, or two files of it have the same version.")
    return tuple(found)


def current() -> SurveyForm:
    """Return the newest version of the survey."""
    return versions()[-1]


def form_named(version: str) -> SurveyForm | None:
    """Return the version with which a draft was begun, e.g. "site-survey/2026-11"; None if unknown."""
    return next((form for form in versions() if form.version == version), None)


def _spell_out(part: Any, conditions: Mapping[str, str]) -> None:
    """Replace each named condition by its expression, so that evaluators see expressions only."""
    if isinstance(part, list):
        for each in part:
            _spell_out(each, conditions)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in CONDITION_KEYS and isinstance(value, list):
                part[key] = spelled_out(value, conditions)
            else:
                _spell_out(value, conditions)


def _items(tree: Mapping[str, Any], table: FactTable) -> dict[str, Item]:
    """Return every question that a section names, in the order in which they are asked."""
    own = {each["name"]: _item_from(each) for each in tree["items"]}
    if len(own) < len(tree["items"]) or own.keys() & table.by_name.keys():
        raise RuleFileError("items: a name stands twice, or is that of a fact.")
    known = own | {fact.name: item_of_fact(fact) for fact in table}
    named = [name for section in tree["sections"] for name in section["items"] if ":" not in name]
    if odd := sorted(set(named) - known.keys()):
        raise RuleFileError(f"sections: nothing is named {', '.join(odd)}.")
    if forgotten := sorted(own.keys() - set(named)):
        raise RuleFileError(f"items: no section asks {', '.join(forgotten)}.")
    return {name: known[name] for name in named}


def _section_from(table: dict[str, Any]) -> Section:
    where = f"section {table.get('name')}"
    known_keys_only(table, needed="name title items", optional="note", where=where)
    if "note" in table:
        text_from(table["note"], where=f"{where}, note")
    return Section(table["name"], text_from(table["title"], where=where), tuple(table["items"]))


def _item_from(table: dict[str, Any]) -> Item:
    where = f"item {table.get('name')}"
    known_keys_only(table, needed=ITEM_NEEDS, optional=ITEM_MAY_HAVE, where=where)
    for text in [table.get("help"), *table.get("suggestions", [])]:
        if text is not None:
            text_from(text, where=where)
    plain = {key: table[key] for key in ("unit", "least", "most", "choices_from", "required") if key in table}
    choices = tuple(Named(each["value"], Text(each["en"], each["es"])) for each in table.get("choices", []))
    return Item(
        name=table["name"],
        keeps=table["keeps"],
        type=table["type"],
        label=text_from(table["label"], where=f"{where}, label"),
        question=text_from(table["question"], where=f"{where}, question"),
        choices=choices,
        asked_when=_compiled(table.get("asked_when", []), where),
        required_unless=_compiled(table.get("required_unless", []), where),
        stop=_notice_from(table.get("stop"), where),
        warn=_notice_from(table.get("warn"), where),
        **plain,
    )


def _notice_from(table: dict[str, Any] | None, where: str) -> Notice | None:
    if table is None:
        return None
    known_keys_only(table, needed="when said", where=where)
    return Notice(_compiled(table["when"], where), text_from(table["said"], where=where))


def _slot_from(table: dict[str, Any]) -> Slot:
    where = f"photo {table.get('name')}"
    known_keys_only(
        table,
        needed="name label instruction proves rules",
        optional="asked_when required_when required_unless readable",
        where=where,
    )
    required_when = table.get("required_when")
    if "readable" in table:
        text_from(table["readable"], where=f"{where}, readable")
    return Slot(
        name=table["name"],
        label=text_from(table["label"], where=f"{where}, label"),
        instruction=text_from(table["instruction"], where=f"{where}, instruction"),
        proves=tuple(table["proves"]),
        rules=tuple(table["rules"]),
        asked_when=_compiled(table.get("asked_when", []), where),
        required_when=None if required_when is None else _compiled(required_when, where),
        required_unless=_compiled(table.get("required_unless", []), where),
    )


def _card_from(table: dict[str, Any], facts_known: FactTable) -> Card:
    where = f"card {table.get('name')}"
    known_keys_only(table, needed="name title text source sets asked_when", where=where)
    title, text = (text_from(table[key], where=f"{where}, {key}") for key in ("title", "text"))
    if odd := sorted(set(table["sets"]) - facts_known.by_name.keys()):
        raise RuleFileError(f"{where}: {', '.join(odd)} is no fact.")
    sets = {name: facts_known[name].read(value) for name, value in table["sets"].items()}
    return Card(table["name"], title, text, table["source"], sets, _compiled(table["asked_when"], where))


def _suggestion_from(table: dict[str, Any]) -> Suggestion:
    where = f"suggests {table.get('field')}"
    known_keys_only(table, needed="field value when said", where=where)
    when, said = _compiled(table["when"], where), text_from(table["said"], where=where)
    return Suggestion(table["field"], table["value"], when, said)


def _compiled(texts: Iterable[object], where: str) -> tuple[Condition, ...]:
    return tuple(compiled(text, where=where) for text in texts)
