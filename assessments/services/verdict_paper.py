"""The eligibility report: the stored evaluation, the office's written decisions, the adapter of that day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from assessments import words
from assessments.models import Assessment, Evaluation, FindingDecision, RecommendationOverride
from assessments.rulesets import ruleset_named
from jobs.models import Document
from jobs.papers.services import paperwork
from jobs.papers.services.letterhead import letterhead
from jobs.papers.services.record_shape import day
from jobs.road.paper_kinds import PaperKind
from kilowire.models import User

Rows = list[list[str]]


def issue_eligibility_report(evaluation: Evaluation, assessment: Assessment, by: User, on: date) -> Document:
    """Issue the eligibility report with the stored findings and the office's decisions."""
    context = eligibility_context(evaluation, assessment, on)
    return paperwork.issue_document(
        job=assessment.job, kind=PaperKind.ELIGIBILITY_REPORT, context=context, by=by, on=on
    )


def eligibility_context(evaluation: Evaluation, assessment: Assessment, on: date) -> dict[str, Any]:
    """Return the frozen context from the stored evaluation and its decisions; nothing is judged again."""
    decisions = {each.rule: each for each in evaluation.decisions.select_related("decided_by", "document")}
    override = RecommendationOverride.objects.filter(evaluation=evaluation).first()
    titles = ruleset_named(evaluation.ruleset).titles()
    findings = [
        {**finding, "title": str(titles[finding["rule"]])}
        for finding in evaluation.findings
        if finding["outcome"] != "not_applicable"
    ]
    return {
        **letterhead(assessment.job, on),
        "summary": _verdict_summary(evaluation, decisions),
        "sections": _verdict_sections(evaluation, findings, decisions, override),
        "facts": evaluation.facts,
        "eligibility": evaluation.verdict,
        "rule21_required": evaluation.rule21_required,
        "max_evse_amps": evaluation.answer["max_evse_amps"],
        "recommendation": evaluation.recommendation,
        "device": evaluation.device,
        "findings": findings,
        "decisions": [_decision(each, str(titles[each.rule])) for each in decisions.values()],
        "override": override.because if override else "",
        "ruleset": evaluation.ruleset,
    }


def _verdict_summary(evaluation: Evaluation, decisions: dict[str, FindingDecision]) -> str:
    settled, judged_on = len(decisions), day(evaluation.evaluated_on)
    words = {"value1": evaluation.ruleset, "day1": judged_on, "value2": settled}
    if not settled:
        return _("Eligible by the rules %(value1)s as judged on %(day1)s.") % words
    if settled == 1:
        said = _(
            "Eligible by the rules %(value1)s as judged on %(day1)s; "
            "the office settled one finding in writing."
        )
        return said % words
    said = _(
        "Eligible by the rules %(value1)s as judged on %(day1)s; "
        "the office settled %(value2)s findings in writing."
    )
    return said % words


def _verdict_sections(
    evaluation: Evaluation,
    findings: list[dict[str, Any]],
    decisions: dict[str, FindingDecision],
    override: RecommendationOverride | None,
) -> list[dict[str, Any]]:
    rows: Rows = [[_("Judged on"), day(evaluation.evaluated_on)], [_("Rules"), evaluation.ruleset]]
    if evaluation.facts.get("request_type") != "removal":
        rows.append([_("Simplest way that serves"), words.way(evaluation.recommendation).title])
        rule21 = {True: "Yes: a separate application", False: "No", None: "Not known"}
        rows.append([_("Rule 21 application needed"), rule21[evaluation.rule21_required]])
    if evaluation.answer["max_evse_amps"] is not None:
        rows.append([_("Largest charger setting"), f"{evaluation.answer['max_evse_amps']} A"])
    if override:
        rows.append([_("The adapter all the same"), f"{override.because} ({override.decided_by.name})"])
    table = {
        "head": [_("Requirement"), _("Result"), _("What it means"), _("Source")],
        "rows": [
            [f["title"], words.OUTCOMES[f["outcome"]].word, f["message"], f["source"]] for f in findings
        ],
    }
    sections: list[dict[str, Any]] = [
        {"title": _("Verdict"), "rows": rows},
        {"title": _("Requirements"), "table": table},
    ]
    if decisions:
        titles = {finding["rule"]: finding["title"] for finding in findings}
        sections.append(_decided(list(decisions.values()), titles))
    if evaluation.device:
        sections.append({"title": _("Adapter"), "rows": _device_rows(evaluation.device)})
    return sections


def _decided(decisions: list[FindingDecision], titles: dict[str, str]) -> dict[str, Any]:
    rows = [
        [
            titles[each.rule],
            each.because,
            each.named_source or (str(each.document) if each.document else "–"),
            f"{each.decided_by.name}, {day(each.decided_on)}",
        ]
        for each in decisions
    ]
    table = {"head": [_("Requirement"), _("Because"), _("Source"), _("Decided by")], "rows": rows}
    uploads = [each.document_id for each in decisions if each.document_id]
    return {"title": _("Decided by the office"), "table": table, "uploads": uploads}


def _decision(each: FindingDecision, title: str) -> dict[str, str]:
    return {
        "rule": each.rule,
        "title": title,
        "because": each.because,
        "source": each.named_source or (str(each.document) if each.document else ""),
        "decided_by": each.decided_by.name,
        "decided_on": each.decided_on.isoformat(),
    }


def _device_rows(device: dict[str, Any]) -> Rows:
    words_of = {"approved": _("Approved"), "not_approved": _("Not approved"), "unknown": _("Not known")}
    source = f" ({device['approval_source']})" if device["approval_source"] else ""
    checked = device["approval_checked_on"]
    rows = [
        [_("Model"), device["name"]],
        [_("Kind"), _("Isolating") if device["isolating"] else _("Not isolating")],
        [_("On the product list"), f"{words_of[device['approval']]}{source}"],
        [_("List checked on"), day(date.fromisoformat(checked)) if checked else "–"],
    ]
    if device["max_circuit_amps"]:
        rows.insert(2, [_("Largest circuit"), f"{device['max_circuit_amps']} A"])
    return rows
