"""What the survey asks, requires and says on the tablet is what the server's form says, in any state."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from assessments import survey_form
from assessments.survey_form_json import form_json
from kilowire.web.tablet_shell import shell_version
from tests.assessments.form_states import states, told
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASK = """async ([bundle, written]) => {
  const [form, states] = JSON.parse(written);
  const modules = await import(bundle);
  const { valuesOf, isAsked, isRequired } = modules["rules/form_state"];
  const { allTrueIn } = modules["rules/conditions"];
  const things = [...Object.entries(form.items), ...Object.entries(form.slots)];
  const at = "2026-11-21T09:00:00Z";
  const answers = states.map(({ known, fields, readings }) => {
    const draft = {
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
      readings: Object.entries(readings).map(([name, value]) => ({ id: name, name, value, at })),
    };
    const values = valuesOf(form, draft, { known, fields: {}, readings: [] });
    const named = (fits) => things.filter(([, thing]) => fits(thing)).map(([name]) => name).sort();
    const speaks = (item, kind) => item[kind] && allTrueIn(item[kind].when, values);
    const said = Object.entries(form.items).flatMap(([name, item]) =>
      ["stop", "warn"].filter((kind) => speaks(item, kind)).map((kind) => `${name} ${kind}`));
    const suggestion = form.suggests.find((each) => each.field === "voltage" && allTrueIn(each.when, values));
    return {
      asked: named((thing) => isAsked(thing, values)),
      required: named((thing) => isRequired(thing, values)),
      said: said.sort(),
      suggested: suggestion?.value ?? null,
    };
  });
  return JSON.stringify(answers);
}"""


def test_the_tablet_asks_in_any_state_what_the_server_asks(open_page: OpenPage) -> None:
    drawn = states(1000, seed=2026)
    page = open_page("/field/", width=1024)
    bundle = reverse("tablet_file", args=[shell_version(), "bundle/modules.js"])
    written = json.dumps([form_json(survey_form.current()), drawn])
    answers: list[Any] = json.loads(page.evaluate(ASK, [bundle, written]))
    crooked = [
        (state, server, tablet)
        for state, tablet in zip(drawn, answers, strict=True)
        if (server := told(state)) != tablet
    ]
    assert crooked == []
    assert {answer["suggested"] for answer in answers} >= {None, "120/240", "120/208"}
    assert {words for answer in answers for words in answer["said"]} >= {"seal stop", "panel_make warn"}
