"""Pre-check, judgement and verdict: what is kept, what stands in the way, what is undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments import eligibility, rulesets
from assessments.models import Assessment, Evaluation
from assessments.services import answers, findings, products, verdicts
from assessments.services.answers import Given
from jobs.agreement.services import endings
from jobs.holds.services import holds
from jobs.intake.services import intake
from jobs.milestones.services import milestones
from jobs.models import AdapterModel, Document, Job
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.assessments import walls
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import (
    CANNOT_TELL,
    answered,
    eligible_job,
    ineligible_job,
    reviewed_job,
    surveyed_job,
)
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, ladwp, opened_job
from tests.builders.records import ev_adapter, signed

pytestmark = pytest.mark.django_db


def decide(job: Job, **new: Any) -> Job:
    return verdicts.decide_eligibility(**{"job": job, "by": someone("olive"), **new})


def judge(job: Job) -> Evaluation:
    return verdicts.judge(job=job, by=someone("olive"))


def answer(job: Job, fact: str, value: Any, source: str = "site") -> None:
    answers.record_answers(job=job, given=[Given(fact, source, value)], by=someone("asa"))


def settle(job: Job, rule: str, **new: Any) -> None:
    given = {"because": "SCE said so", "named_source": "Rosa at SCE, November 2", "by": someone("olive")}
    findings.decide_finding(job=job, rule=rule, **{**given, **new})


def test_a_pre_check_judges_a_caller_before_anything_is_stamped() -> None:
    job = opened_job()
    answers.record_answers(
        job=job,
        given=[Given("utility", "caller", "sce"), Given("premises", "caller", "residential")],
        by=someone("olive"),
    )
    before = last_event(job)
    evaluation = verdicts.precheck(job=job, by=someone("olive"))
    assert written_since(job, before) == [("desk", "Pre-checked by the rules sce-msa/2026-11: not known yet")]
    assert (evaluation.purpose, evaluation.verdict) == ("precheck", "info")
    assert "panel_bus_amps" in evaluation.answer["missing"]
    assert Job.objects.get(pk=job.pk).stage == "intake"
    assert open_items(job) == {}


def test_a_pre_check_without_one_answer_knows_nothing() -> None:
    evaluation = verdicts.precheck(job=opened_job(), by=someone("olive"))
    assert evaluation.facts == {"request_type": "installation"}
    assert evaluation.verdict == "info"


def test_the_stored_answer_is_the_engines_whole_answer() -> None:
    evaluation = Evaluation.objects.of(surveyed_job()).get()
    ruleset = rulesets.current_ruleset("sce_msa", on=evaluation.evaluated_on)
    assert evaluation.answer == eligibility.evaluate(evaluation.facts, ruleset)
    asked = {name: value for name, value in walls.PASSING.items() if name != "comms_cable"}
    assert evaluation.facts == asked
    assert evaluation.device["approval"] == "approved"


@pytest.mark.parametrize("change", [{"verdict": "fail"}, {"facts": {}}, {"ruleset": "sce-msa/2099-01"}])
def test_the_database_refuses_to_change_an_evaluation(change: dict[str, Any]) -> None:
    evaluation = Evaluation.objects.of(surveyed_job()).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(**change)


def test_an_evaluation_on_which_a_verdict_rests_is_not_removed() -> None:
    evaluation = Evaluation.objects.of(eligible_job()).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        evaluation.delete()


def test_a_passing_survey_is_recorded_as_eligible() -> None:
    job = surveyed_job()
    before = last_event(job)
    job = decide(job)
    assert written_since(job, before) == [
        ("done", "Eligible"),
        ("issued", "Eligibility issued"),
        ("item_ended", "No longer open: Record the verdict: eligible"),
    ]
    assert (job.stage, job.eligible_on) == ("agreement", days_ago(0))
    assert Assessment.objects.get(job=job).verdict == Evaluation.objects.of(job).get()


def test_the_verdict_is_recorded_once() -> None:
    job = eligible_job()
    with pytest.raises(Refused, match="Olive already recorded the eligibility verdict"):
        decide(job, by=someone("owen"))


def test_there_is_no_verdict_without_a_survey() -> None:
    job = accepted_job()
    answered(job)
    verdicts.precheck(job=job, by=someone("olive"))
    with pytest.raises(Refused, match="the site survey is not recorded"):
        decide(job)
    with pytest.raises(Refused, match="the site survey is not recorded"):
        judge(job)


def test_the_verdict_is_not_earlier_than_the_survey_nor_of_a_day_to_come() -> None:
    job = surveyed_job(on=days_ago(10))
    with pytest.raises(Refused, match="no verdict before it"):
        decide(job, on=days_ago(11))
    with pytest.raises(Refused, match="has not come yet"):
        decide(job, on=days_ago(-1))


def test_an_answer_changed_since_asks_for_another_judgement() -> None:
    job = surveyed_job()
    answer(job, "wires", 2)
    with pytest.raises(Refused, match="judge again first"):
        decide(job)
    assert judge(job).verdict == "fail"


def test_what_fails_and_can_be_mended_opens_items_that_end_when_it_is_mended() -> None:
    blocked = ["Working space in front of the panel is blocked"]
    objection = "Something at the meter panel is against SCE's service requirements"
    job = surveyed_job(esr_violations=blocked, energized_conduit_liquidtight=False)
    assert open_items(job) == {
        "verdict": ("office", "Judge again once what failed is mended"),
        "finding:esr": ("office", f"To mend: {objection} ({blocked[0]})"),
        "finding:energized-conduit": (
            "field",
            "To mend: An energized run that SCE names is not in liquid-tight conduit",
        ),
    }
    with pytest.raises(Refused, match=r"Not eligible as it stands\. Put right each thing .*judge again"):
        decide(job)
    answer(job, "esr_violations", [])
    answer(job, "energized_conduit_liquidtight", True)
    judge(job)
    assert open_items(job) == {"verdict": ("office", "Record the verdict: eligible")}
    assert decide(job).stage == "agreement"
    assert [e.verdict for e in Evaluation.objects.of(job)] == ["pass", "fail"]


def test_what_nobody_can_mend_is_refused_with_why_and_cannot_be_settled() -> None:
    job = ineligible_job()
    item = "Tell the homeowner what else would serve, and end the job: it is not eligible"
    assert open_items(job) == {"verdict": ("office", item)}
    with pytest.raises(Refused, match="Not eligible: The meter's class is above 200 A"):
        decide(job)
    with pytest.raises(Refused, match="cannot be settled in writing"):
        settle(job, "meter-class")
    evaluation = Evaluation.objects.of(job).get()
    assert (evaluation.correctable, evaluation.recommendation) == (False, "service_upgrade")


def test_the_road_stops_at_another_utility() -> None:
    ladwp()
    job = surveyed_job(utility="ladwp")
    name = "Los Angeles Department of Water and Power"
    assert open_items(job) == {"verdict": ("office", f"Confirm with {name} what it allows, or end the job")}
    with pytest.raises(Refused, match=f"confirm with {name}"):
        decide(job)
    assert Job.objects.get(pk=job.pk).stage == "eligibility"


def test_a_job_of_another_utility_is_judged_by_the_same_rules_which_say_so() -> None:
    job = surveyed_job(accepted_job(utility=ladwp()), utility="ladwp")
    assert Evaluation.objects.of(job).get().ruleset == "sce-msa/2026-11"
    with pytest.raises(Refused, match="confirm with Los Angeles"):
        decide(job)


def test_every_review_and_info_is_settled_before_the_verdict() -> None:
    job = reviewed_job(voltage=CANNOT_TELL)
    assert open_items(job)["verdict"] == ("office", "Settle in writing what the rules leave open")
    with pytest.raises(Refused, match="Settle in writing first: SCE account, Voltage and Panel bus rating"):
        decide(job)
    settle(job, "sce-account", named_source="")
    settle(job, "panel-bus", named_source="")
    with pytest.raises(Refused, match="Settle in writing first: Voltage"):
        decide(job)
    settle(job, "voltage")
    job = decide(job)
    assert job.stage == "agreement"
    evaluation = Assessment.objects.get(job=job).verdict
    assert (evaluation.verdict, evaluation.answer["missing"]) == ("info", ["voltage"])


def test_something_simpler_than_the_adapter_is_refused_until_the_office_writes_down_why() -> None:
    job = surveyed_job(outlet_240v_at_parking=True, wants_dedicated_circuit=False)
    with pytest.raises(Refused, match="Splitter on the outlet that is there would serve"):
        decide(job)
    findings.override_recommendation(job=job, because="The dryer runs all night", by=someone("olive"))
    context = Document.objects.of(decide(job)).of_kind("eligibility_report").get().context
    assert (context["recommendation"], context["override"]) == ("load_splitter", "The dryer runs all night")


def test_no_recommendation_yet_is_refused_too() -> None:
    job = surveyed_job(spare_breaker_slots=CANNOT_TELL)
    assert Evaluation.objects.of(job).get().verdict == "pass"
    with pytest.raises(Refused, match="There is no recommendation yet"):
        decide(job)
    findings.override_recommendation(job=job, because="The panel is full", by=someone("olive"))
    assert decide(job).stage == "agreement"


def test_a_removal_needs_no_recommendation() -> None:
    assert eligible_job(kind="removal").stage == "agreement"


def test_a_replacement_of_a_gma_passes() -> None:
    assert eligible_job(kind="replacement").stage == "agreement"


def test_an_msa_that_is_to_be_replaced_is_for_the_office() -> None:
    job = surveyed_job(kind="replacement", meter_adapter_in_socket="msa")
    assert Evaluation.objects.of(job).get().verdict == "review"


def test_a_kind_changed_since_asks_for_another_judgement() -> None:
    job = surveyed_job(meter_adapter_in_socket="gma")
    intake.change_kind(job=job, kind="replacement", because="A GMA is there", by=someone("olive"))
    with pytest.raises(Refused, match="judge again first"):
        decide(job)
    assert judge(job).verdict == "pass"


def test_solar_battery_or_backup_asks_for_rule_21_once() -> None:
    job = surveyed_job(loads=["ev_charger", "battery"])
    item = "Separate Rule 21 application to SCE: solar, battery or backup"
    assert open_items(job)["rule21"] == ("office", item)
    judge(job)
    assert open_items(job)["rule21"] == ("office", item)
    decide(job)
    assert Document.objects.of(job).of_kind("eligibility_report").get().context["rule21_required"] is True
    answer(job, "loads", ["ev_charger"])
    judge(job)
    assert open_items(job) == {}


def test_undoing_the_verdict_keeps_evaluations_and_ends_its_paper() -> None:
    job = eligible_job()
    with pytest.raises(Refused, match="Say why"):
        verdicts.undo_verdict(job=job, because="", by=someone("olive"))
    before = last_event(job)
    job = verdicts.undo_verdict(job=job, because="Wrong house", by=someone("olive"))
    assert written_since(job, before) == [
        ("undone", "Undone: eligible"),
        ("paper_ended", "Eligibility no longer holds"),
        ("item_opened", "Waiting for office: Record the verdict: eligible"),
    ]
    assert (job.stage, Assessment.objects.get(job=job).verdict) == ("eligibility", None)
    assert decide(job).stage == "agreement"


def test_the_verdict_stays_while_a_contract_rests_on_it() -> None:
    job = signed(eligible_job())
    with pytest.raises(Refused, match="Undo the signed contract first"):
        verdicts.undo_verdict(job=job, because="Wrong house", by=someone("olive"))
    job = endings.undo_contract(job=job, because="Wrong house", by=someone("olive"))
    assert verdicts.undo_verdict(job=job, because="Wrong house", by=someone("olive")).stage == "eligibility"


def test_a_verdict_undone_by_the_road_itself_is_recorded_anew() -> None:
    job = eligible_job()
    milestones.withdraw(job=job, milestone=Milestone.ELIGIBLE, because="Wrong", by=someone("olive"))
    assert decide(job).stage == "agreement"


def test_the_stored_answer_stays_and_a_new_one_fails_after_the_product_list_changed() -> None:
    job = eligible_job()
    first = Evaluation.objects.of(job).get()
    facts, answer_then = dict(first.facts), dict(first.answer)
    products.record_product_check(
        adapter=ev_adapter(),
        approval="not_approved",
        source="List of today",
        checked_on=days_ago(0),
        by=someone("olive"),
    )
    second = judge(job)
    first.refresh_from_db()
    assert (first.verdict, first.facts, first.answer) == ("pass", facts, answer_then)
    assert first.device["approval"] == "approved"
    assert (second.verdict, second.device["approval"]) == ("fail", "not_approved")
    job = Job.objects.get(pk=job.pk)
    assert (job.stage, Assessment.objects.get(job=job).verdict) == ("agreement", first)
    assert Document.objects.of(job).of_kind("eligibility_report").get().context["eligibility"] == "pass"


def test_a_product_list_changed_before_the_verdict_asks_for_another_judgement() -> None:
    job = surveyed_job()
    AdapterModel.objects.filter(pk=ev_adapter().pk).update(approval="unknown")
    with pytest.raises(Refused, match="judge again first"):
        decide(job)
    assert judge(job).verdict == "review"


def test_nothing_is_judged_on_a_cancelled_job() -> None:
    job = surveyed_job()
    holds.cancel_job(job=job, because="ineligible", note="", by=someone("olive"))
    for act in (verdicts.precheck, verdicts.judge, verdicts.decide_eligibility):
        with pytest.raises(Refused, match="was cancelled"):
            act(job=job, by=someone("olive"))


def test_the_verdicts_paper_tells_findings_decisions_and_adapter() -> None:
    job = reviewed_job()
    settle(job, "sce-account", because="The portal shows it", named_source="")
    settle(job, "panel-bus")
    context = Document.objects.of(decide(job)).of_kind("eligibility_report").get().context
    assert context["summary"].endswith("; the office settled 2 findings in writing.")
    assert (context["eligibility"], context["rule21_required"], context["max_evse_amps"]) == (
        "review",
        False,
        48,
    )
    by_title = {section["title"]: section for section in context["sections"]}
    requirements = {row[0]: row[1:] for row in by_title["Requirements"]["table"]["rows"]}
    assert requirements["Panel bus rating"][0] == "for the office"
    assert requirements["Utility"][2].startswith("SCE, Meter Socket Adapter Program page")
    assert "Owner's consent" not in requirements
    decided = by_title["Decided by the office"]["table"]["rows"]
    assert [row[:3] for row in decided] == [
        ["SCE account", "The portal shows it", "–"],
        ["Panel bus rating", "SCE said so", "Rosa at SCE, November 2"],
    ]
    assert ["On the product list", "Approved (Product list, read by Olive)"] in by_title["Adapter"]["rows"]
    assert context["facts"]["panel_bus_amps"] == 225
    assert [each["rule"] for each in context["decisions"]] == ["sce-account", "panel-bus"]
