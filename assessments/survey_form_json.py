"""The site survey as plain values: all that a tablet needs to show it."""

from __future__ import annotations

from typing import Any

from assessments import facts
from assessments.fact_table import FactTable
from assessments.survey_items import Item, SurveyForm

POST = "/field/jobs/{job}/survey/{id}/"
_NOT_OF_THE_FORM = ("name", "section")
CANNOT_TELL = (
    {"en": "Cannot be read", "es": "No se puede leer"},
    {"en": "Cannot be reached", "es": "No se puede llegar"},
    {"en": "Not safe to open", "es": "No es seguro abrirlo"},
    {"en": "Nobody here knows", "es": "Nadie aquí lo sabe"},
)
LONGEST_REASON = 240


def form_json(form: SurveyForm) -> dict[str, Any]:
    """Return the form in the shape that all tablet forms have."""
    table, own = facts.load(), {each["name"]: each for each in form.tree["items"]}
    asked = {fact["name"]: fact for fact in table.tree["facts"]}
    return {
        "kind": "survey",
        "version": form.version,
        "title": form.tree["title"],
        "post": POST,
        "not_safe": form.tree["not_safe"],
        "cannot_tell": {"reasons": list(CANNOT_TELL), "most": LONGEST_REASON},
        "sources": {source["name"]: source["label"] for source in table.tree["sources"]},
        "words": table.tree["words"],
        "sections": form.tree["sections"],
        "items": {
            name: _item(item, own.get(name) or asked[name], table) for name, item in form.items.items()
        },
        "slots": {each["name"]: _slot(each) for each in form.tree["slots"]},
        "cards": form.tree["cards"],
        "suggests": form.tree["suggests"],
        "signatures": form.tree["signatures"],
    }


def _item(item: Item, written: dict[str, Any], table: FactTable) -> dict[str, Any]:
    kept = {key: value for key, value in written.items() if key not in _NOT_OF_THE_FORM}
    sources = list(table[item.name].sources) if item.keeps == "fact" else []
    return {
        **kept,
        "keeps": item.keeps,
        "required": item.required,
        "required_unless": kept.get("required_unless", []),
        "asked_when": kept.get("asked_when", []),
        "sources": sources,
    }


def _slot(written: dict[str, Any]) -> dict[str, Any]:
    """``required_when`` is null for a photo that is never required."""
    return {
        "asked_when": [],
        "required_when": None,
        "required_unless": [],
        "drawing": written["name"],
        **{key: value for key, value in written.items() if key != "name"},
    }
