"""Compare the verdict that a tablet showed at the meter with the server's own on the same job."""

from __future__ import annotations

from typing import Any

from assessments import words
from assessments.eligibility import evaluate
from assessments.models.evaluation import VERDICTS
from assessments.rule_file import Ruleset
from assessments.rulesets import ruleset_named
from assessments.services.reading import Known, ruleset_for
from assessments.texts import RuleFileError
from jobs.history.services import history
from jobs.models import EventKind
from jobs.tablet.services.sent import Sent

COMPARED = ("eligibility", "recommendation", "missing")


def compare_verdicts(known: Known, sent: Sent) -> bool:
    """Record the tablet's verdict and the server's by the same rules; return whether they agree."""
    shown = sent.body.get("answer")
    if not isinstance(shown, dict):
        return True
    ruleset = _rules_of(known, sent)
    ours: dict[str, Any] = {**evaluate(known.facts, ruleset)}
    differing = [name for name in COMPARED if shown.get(name) != ours[name]]
    theirs, mine = _verdict_word(shown), _verdict_word(ours)
    history.record(
        job=known.job,
        kind=EventKind.DESK,
        sentence=f"Verdict differs: the tablet showed “{theirs}”, the server says “{mine}”"
        if differing
        else f"Verdict shown on the tablet and on the server alike: {mine}",
        because=f"They differ in: {', '.join(differing)}." if differing else "",
        on=sent.on,
        by=sent.by,
        before={"tablet": {name: _plain(shown.get(name)) for name in COMPARED}},
        after={"server": {name: ours[name] for name in COMPARED}, "ruleset": ruleset.name},
    )
    return not differing


def _rules_of(known: Known, sent: Sent) -> Ruleset:
    """Return the rules by which the tablet judged; those of the day if it names none that we have."""
    try:
        return ruleset_named(sent.form.text("rules_version", 60))
    except RuleFileError:
        return ruleset_for(known.job, sent.on)


def _verdict_word(answer: dict[str, Any]) -> str:
    name = answer.get("eligibility")
    if name not in VERDICTS:
        return "nothing"
    word = words.verdict(str(name), correctable=answer.get("correctable") is True).word
    return f"{word[0].lower()}{word[1:]}"


def _plain(value: Any) -> Any:
    """Return a value that a tablet sent, shortened for the history."""
    if isinstance(value, list):
        return [str(item)[:60] for item in value[:60]]
    return value if value is None else str(value)[:60]
