"""What the tablet offers the server takes: every option of every question of every version of each form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pytest
from django.utils import timezone

from assessments import facts, survey_form
from assessments.models import Answer, Assessment
from assessments.services.field_answers import read_fields
from assessments.services.place import as_columns
from assessments.survey_form_json import form_json
from assessments.survey_items import SurveyForm
from jobs.models import AdapterModel, NotFiled, Vehicle
from jobs.tablet.services.sent import Given
from tests.builders.field_surveys import job_on_site, take_survey
from tests.builders.from_tablets import field
from tests.builders.records import ev_adapter

pytestmark = pytest.mark.django_db
VERSIONS = {form.version: form for form in survey_form.versions()}


def offered(item: dict[str, Any]) -> list[Any]:
    """The values that the tablet offers for a question, by the description that it is given."""
    kind, most = item["type"], item.get("most", 0)
    if item.get("choices_from"):
        rows = AdapterModel if item["choices_from"] == "adapters" else Vehicle
        return list(rows.objects.values_list("pk", flat=True))
    choices = [choice["value"] for choice in item.get("choices", [])]
    suggested = [words["en"] for words in item.get("suggestions", [])]
    return {
        "bool": [True, False],
        "choice": choices,
        "choices": [*([each] for each in choices), choices, []],
        "int": [item.get("least", 0), most],
        "number": [item.get("least", 0), most, (item.get("least", 0) + most) / 2 + 0.5],
        "text": [*suggested, "x" * min(most, 400)],
        "longtext": [*suggested, "x\n" * 3, "x" * most],
        "texts": [[], *([each] for each in suggested), suggested, ["x" * 160]],
    }[kind]


def answers_to(name: str, item: dict[str, Any], form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every answer that the tablet offers for a question: each value, each source, each *cannot tell*."""
    cards = {card["source"]: card["sets"] for card in form["cards"]}
    sources = [source for source in item["sources"] if source not in cards] or [""]
    reasons = [*(words["en"] for words in form["cannot_tell"]["reasons"]), "x" * form["cannot_tell"]["most"]]
    yield from (field(value, source=sources[0]) for value in offered(item))
    yield from (field(None, cannot_tell=why, source=sources[0]) for why in reasons)
    for source in sources[1:]:
        yield field(offered(item)[0], source=source)
        yield field(None, cannot_tell=reasons[0], source=source)
    yield from (field(cards[source][name], source=source) for source in item["sources"] if source in cards)


def every_answer(form: SurveyForm) -> dict[str, list[dict[str, Any]]]:
    told = form_json(form)
    asked = {name: item for name, item in told["items"].items() if item["keeps"] != "reading"}
    by_name = {name: list(answers_to(name, item, told)) for name, item in asked.items()}
    return by_name | {f"photo:{slot}": [field(None, cannot_tell="Burnt")] for slot in told["slots"]}


@pytest.mark.parametrize("form", VERSIONS.values(), ids=VERSIONS.keys())
def test_each_answer_of_each_version_is_read_alone(form: SurveyForm) -> None:
    ev_adapter()
    for name, answers in every_answer(form).items():
        for one in answers:
            given = Given(one["value"], one["source"], None, one.get("cannot_tell", ""), timezone.now(), "")
            read, refused = read_fields(form, {name: given}, "installation")
            assert not refused, (name, one)
            assert [*read] == [name], (name, one)


def test_each_answer_of_the_survey_lands_with_all_others() -> None:
    ev_adapter()
    job, form = job_on_site(), survey_form.current()
    by_name = every_answer(form)
    bases: dict[str, str] = {}
    for together in zip_longest(*by_name.values()):
        sent = {n: {**one, "base": bases.get(n, "")} for n, one in zip(by_name, together, strict=True) if one}
        receipt = take_survey(job, sent, form_version=form.version).receipt
        assert (receipt["not_filed"], receipt["conflicts"]) == ([], [])
        bases |= receipt["bases"]
        _stands_as_sent(job, form, sent)
    assert not NotFiled.objects.exists()


def test_what_an_earlier_version_asked_otherwise_lands_too() -> None:
    job, newest = job_on_site(kind="removal"), survey_form.current()
    for form in survey_form.versions()[:-1]:
        other = [n for n, answers in every_answer(form).items() if answers != every_answer(newest).get(n)]
        sent = {name: every_answer(form)[name][0] for name in (*other, "wires", "meter_number", "seal")}
        assert take_survey(job, sent, form_version=form.version).receipt["not_filed"] == []


def _stands_as_sent(job: Any, form: SurveyForm, sent: dict[str, Any]) -> None:
    """Every answer is on file, with its value or with why nobody can tell."""
    on_file = {each.fact: (each.value, each.cannot_tell) for each in Answer.objects.of(job).current()}
    place = Assessment.objects.get(job=job)
    for name, one in sent.items():
        value, because = one["value"], one.get("cannot_tell", "")
        if name in facts.load().by_name:
            assert on_file[name] == (value, because)
        elif because:
            assert place.untold[name] == because
        else:
            assert name not in place.untold
            stored = getattr(place, f"{name}_id" if name in ("adapter", "vehicle") else name)
            assert stored in (
                value,
                str(value).strip(),
                as_columns({name: form.items[name].read(value)}).get(name),
            )


def test_nobody_can_tell_which_adapter_and_then_one_is_chosen() -> None:
    job, adapter = job_on_site(), ev_adapter()
    told = take_survey(job, {"adapter": field(None, cannot_tell="Nobody here knows")}).receipt
    place = Assessment.objects.get(job=job)
    assert (place.adapter, place.untold) == (None, {"adapter": "Nobody here knows"})
    told = take_survey(job, {"adapter": field(adapter.pk, told["bases"]["adapter"])}).receipt
    place = Assessment.objects.get(job=job)
    assert (place.adapter, place.untold) == (adapter, {})
    take_survey(job, {"adapter": field(None, told["bases"]["adapter"], cannot_tell="Cannot be reached")})
    place = Assessment.objects.get(job=job)
    assert (place.adapter, place.untold) == (None, {"adapter": "Cannot be reached"})
