"""The words of this app for the job's history: its facts, their choices and where an answer came from."""

from __future__ import annotations

from assessments import facts, words
from assessments.models import Source
from jobs.history.fact_words import FactWords, names_facts

VERDICTS = ("pass", "fail", "info", "review", "other_utility")


def _fact_words() -> FactWords:
    table = facts.load()
    choices = {fact.name: {each.name: str(each.label) for each in fact.choices} for fact in table}
    verdicts = {name: words.verdict(name, correctable=False).word for name in VERDICTS}
    return FactWords(
        names={fact.name: str(fact.label) for fact in table},
        values={**choices, "source": dict(Source.choices), "verdict": verdicts},
    )


names_facts(_fact_words)
