"""Rows of this app formatted for its pages: plain words, tones and URLs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from assessments import facts, words
from assessments.models import Evaluation, FindingDecision, Source
from assessments.rule_file import Ruleset
from assessments.rulesets import ruleset_named
from assessments.services.reading import Known, serving_utility
from jobs.models import Job
from jobs.road.stages import Kind
from kilowire.floor.days import exact_day

_ORDER = ("fail", "other_utility", "info", "review", "pass", "not_applicable")
_SOURCES = {source.value: source.label for source in Source}


def verdict(evaluation: Evaluation, known: Known, *, fits: bool) -> dict[str, Any]:
    """Return the verdict in a sentence, what is missing, what would change it, and the recommendation."""
    said = words.verdict(evaluation.verdict, correctable=evaluation.correctable)
    table, titles = facts.load(), ruleset_named(evaluation.ruleset).titles()
    return {
        "word": said.word,
        "tone": said.tone,
        "mark": said.mark,
        "sentence": _sentence(evaluation, known),
        "missing": [str(table[name].label) for name in evaluation.answer["missing"]],
        "changes": [
            (str(titles[finding["rule"]]), finding["fix"])
            for finding in evaluation.with_outcome("fail", "other_utility", "info", "review")
            if finding["fix"] and not finding["needs"]
        ],
        "purpose": evaluation.get_purpose_display(),
        "on": evaluation.evaluated_on,
        "by": evaluation.by.name,
        "ruleset": evaluation.ruleset,
        "fits": fits,
        "device": _device(evaluation.device),
        "way": None if known.job.kind == Kind.REMOVAL else words.way(evaluation.recommendation),
        "rule21": evaluation.rule21_required,
    }


def _sentence(evaluation: Evaluation, known: Known) -> str:
    utility = known.job.site.utility.short_name
    if evaluation.verdict == "other_utility":
        return f"Another utility serves this meter: confirm with {serving_utility(known)} what it allows."
    fails, open_ones = evaluation.with_outcome("fail"), evaluation.with_outcome("info", "review")
    if evaluation.verdict == "pass":
        return f"Nothing that is known stands against {utility}'s program."
    if evaluation.verdict == "fail" and evaluation.correctable:
        return f"{_counted(len(fails), 'requirement')} to mend; then record the new answers and judge again."
    if evaluation.verdict == "fail":
        return f"{_counted(len(fails), 'requirement')} not met, and nothing done on site changes it."
    if evaluation.verdict == "info":
        unknown = len(evaluation.answer["missing"])
        return f"{_counted(unknown, 'answer')} missing before anybody can say."
    return f"Nothing fails; {_counted(len(open_ones), 'finding')} for the office to settle in writing."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _device(device: Mapping[str, Any]) -> str:
    if not device:
        return ""
    approval = {"approved": "on the product list", "not_approved": "not on the product list"}
    said = approval.get(device["approval"], "product list not checked")
    looked_on = device["approval_checked_on"]
    checked = f", looked up {exact_day(date.fromisoformat(looked_on))}" if looked_on else ""
    return f"{device['name']}: {said}{checked}"


def findings(
    evaluation: Evaluation, decisions: Mapping[str, FindingDecision], job: Job, *, may_settle: bool
) -> list[dict[str, Any]]:
    """Return findings, those that need attention first, each with its decision or the link to settle it."""
    ruleset = ruleset_named(evaluation.ruleset)
    titles, noted = ruleset.titles(), _noted(evaluation, ruleset)
    ranked = sorted(evaluation.findings, key=lambda finding: _ORDER.index(finding["outcome"]))
    return [
        {
            "rule": finding["rule"],
            "title": str(titles[finding["rule"]]),
            "said": words.OUTCOMES[finding["outcome"]],
            "quiet": finding["outcome"] in ("pass", "not_applicable"),
            "message": finding["message"],
            "noted": noted.get(finding["rule"], []),
            "fix": finding["fix"],
            "source": finding["source"],
            "decision": decisions.get(finding["rule"]),
            "settle_url": _settle_url(finding, decisions, job) if may_settle else "",
        }
        for finding in ranked
    ]


def _noted(evaluation: Evaluation, ruleset: Ruleset) -> dict[str, list[str]]:
    """Return free-text notes, by the rule that judges them."""
    lists = {fact.name for fact in ruleset.facts if fact.type == "texts"}
    return {
        rule.id: [
            text for name in rule.holds_when.needs if name in lists for text in evaluation.facts.get(name, [])
        ]
        for rule in ruleset.rules
    }


def _settle_url(finding: Mapping[str, Any], decisions: Mapping[str, FindingDecision], job: Job) -> str:
    if finding["outcome"] not in ("info", "review") or finding["rule"] in decisions:
        return ""
    return reverse("assessments:settle", args=[job.number, finding["rule"]])


def other_ways(evaluation: Evaluation, job: Job) -> list[words.Way]:
    """Return the alternatives to the recommendation, for a talk with the homeowner."""
    if job.kind == Kind.REMOVAL:
        return []
    beside = (evaluation.recommendation, "confirm_with_utility")
    return [
        way for name, way in words.WAYS.items() if name not in beside and fits_house(name, evaluation.facts)
    ]


def fits_house(way: str, facts: Mapping[str, Any]) -> bool:
    """Return whether this way to charge is open to a house with these facts; what is not known shuts none."""
    slots, outlet = facts.get("spare_breaker_slots"), facts.get("outlet_240v_at_parking")
    if way == "load_splitter":
        return outlet is not False and facts.get("wants_dedicated_circuit") is not True
    if way == "load_controller":
        return slots is None or slots >= 1
    if way == "panel_circuit":
        return (slots is None or slots >= 2) and facts.get("load_calculation_ok") is not False
    return True


def sections(known: Known) -> list[dict[str, Any]]:
    """Return every known or asked fact by section, with source, user and day."""
    table, open_names = facts.load(), {fact.name for fact in known.open}
    shown = []
    for section in table.sections:
        rows = [
            _fact_row(known, fact.name, is_open=fact.name in open_names)
            for fact in table
            if fact.section == section.name
            and (fact.name in open_names or fact.name in known.answers or fact.name in known.facts)
        ]
        if rows:
            shown.append({"title": str(section.label), "rows": rows})
    return shown


def _fact_row(known: Known, name: str, *, is_open: bool) -> dict[str, Any]:
    table, answer = facts.load(), known.answers.get(name)
    row = {"label": str(table[name].label), "question": str(table[name].question), "open": is_open}
    if answer is None:
        told = "" if is_open else table.shown(name, known.facts.get(name))
        source = (
            "" if is_open else ("From the product list" if table[name].from_product else "The kind of job")
        )
        return {**row, "value": told, "source": source, "cannot_tell": "", "photo": None}
    asked = {fact.name for fact in known.asked}
    return {
        **row,
        "value": table.shown(name, answer.value) if answer.value is not None else "",
        "cannot_tell": answer.cannot_tell,
        "source": f"{_SOURCES[answer.source]} · {answer.by.name}, {exact_day(answer.answered_on)}",
        "photo": answer.photo_id,
        "no_longer_asked": answer.fact not in asked,
    }


def earlier(evaluations: list[Evaluation]) -> list[dict[str, Any]]:
    """Return one line for each evaluation on file, the last first."""
    return [
        {
            "pk": evaluation.pk,
            "purpose": evaluation.get_purpose_display(),
            "on": evaluation.evaluated_on,
            "by": evaluation.by.name,
            "said": words.verdict(evaluation.verdict, correctable=evaluation.correctable),
            "device": _device(evaluation.device),
        }
        for evaluation in evaluations
    ]
