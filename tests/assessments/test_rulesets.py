"""Rules are data: an edited file changes the answer, and a file with a slip is refused when it is loaded."""

import datetime
import json
from pathlib import Path

import cel
import pytest

from assessments.conditions import SHARED_OPERATORS
from assessments.eligibility import evaluate
from assessments.rulesets import current_ruleset, load_ruleset, ruleset_json, ruleset_named, versions
from assessments.texts import RULES_FOLDER, RuleFileError
from tests.assessments.walls import PASSING, RULESET, passing_but

RULES = (RULES_FOLDER / "sce_msa" / "2026-11.toml").read_text(encoding="utf-8")


def edited(folder: Path, *edits: tuple[str, str], name: str = "edited.toml") -> Path:
    """A copy of the rules with some words changed."""
    text = RULES
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("edit", "changes", "before", "after"),
    [
        (("meter_class_amps <= 200", "meter_class_amps <= 320"), {"meter_class_amps": 320}, "fail", "pass"),
        (("main_breaker_amps <= 200", "main_breaker_amps <= 99"), {}, "pass", "fail"),
        (("circuit_amps * 8'", "circuit_amps * 9'"), {"evse_amps": 54}, "fail", "pass"),
        (("wires == 3", "wires in [2, 3]"), {"wires": 2}, "fail", "pass"),
        (('outcome = "review"', 'outcome = "fail"'), {"lock_ring": True}, "review", "fail"),
        (('["placing", "charging"]', '["placing"]'), {"loads": [], "evse_amps": 50}, "pass", "fail"),
        (('"installation", "replacement"]\'', '"replacement"]\''), {"wires": 2}, "fail", "pass"),
    ],
)
def test_a_limit_edited_in_the_file_changes_the_answer(
    tmp_path: Path, edit: tuple[str, str], changes: dict[str, object], before: str, after: str
) -> None:
    facts = passing_but(**changes)
    assert evaluate(facts, RULESET)["eligibility"] == before
    assert evaluate(facts, load_ruleset(edited(tmp_path, edit)))["eligibility"] == after


def test_verdict_order_ladder_and_circuit_share_stand_in_the_file_too(tmp_path: Path) -> None:
    facts = passing_but(lock_ring=True, wires=None)
    edits = [
        ("'\"info\" in outcomes'], answer = '\"info\"'", "'\"review\" in outcomes'], answer = '\"review\"'"),
        ("circuit_amps * 8 / 10", "circuit_amps * 5 / 10"),
        ("answer = '\"msa\"'", "answer = '\"load_controller\"'"),
        ('answer = \'eligibility in ["info", "review"]\'', "answer = 'false'"),
        ("when = ['backup_wanted'], answer = 'true'", "when = ['!backup_wanted'], answer = 'true'"),
    ]
    before, after = evaluate(facts, RULESET), evaluate(facts, load_ruleset(edited(tmp_path, *edits)))
    derived = ("eligibility", "correctable", "rule21_required", "max_evse_amps", "recommendation")
    assert [before[name] for name in derived] == ["info", True, False, 48, "msa"]
    assert [after[name] for name in derived] == ["review", False, True, 30, "load_controller"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("meter_class_amps <= 200", "meter_class_amp <= 200", "rests on meter_class_amp, not known there"),
        ("meter_class_amps <= 200", 'meter_class_amps <= "200"', "cannot be judged"),
        ("meter_class_amps <= 200", "meter_class_amps * 200", "neither true nor false"),
        ("meter_class_amps <= 200", "meter_class_amps <=", "is not CEL"),
        ("meter_class_amps <= 200", "1 <= 200", "rests on no fact"),
        ("'size(esr_violations) == 0'", "'esr_violations.all(v, v == \"\")'", "uses @not_strictly_false"),
        ("'size(esr_violations) == 0'", "'!esr_violations.exists(v, true)'", "uses @not_strictly_false"),
        ("'wires == 3'", "'wires == 3 ? true : false'", r"uses _\?_:_"),
        ("'wires == 3'", "3", "a condition is a text in CEL"),
        ('"self_contained"', '"selfcontained"', "no fact says selfcontained"),
        ('"loads" in unknown ||', '"load" in unknown ||', "no fact says load"),
        ("'\"review\" in outcomes'", "'\"reviews\" in outcomes'", "no fact says reviews"),
        ('"placing", "generation_present"', '"placing && generation_present"', "rests on placing"),
        (
            'applies_when = ["placing", "backup_wanted"]',
            "applies_when = ['request_type == \"removal\" && backup_wanted']",
            "rests on one fact",
        ),
        ('id = "wires"', 'id = "phase"', "two rules have the same id"),
        ('id = "wires"', 'id = "wires"\nlimit = 3', "limit has no meaning here"),
        ('id = "wires"', 'name = "wires"', "id missing"),
        ('outcome = "review"', 'outcome = "maybe"', "outcome is one of"),
        ('outcome = "review"', 'outcome = "info"', "info alone has needs"),
        ('needs = ["utility"]', 'needs = ["utilities"]', "no fact utilities to wait for"),
        ("when = ['device_approval == \"not_approved\"']\n", "", "the last entry of otherwise"),
        ("when = ['device_approval == \"not_approved\"']", "when = ['lock_ring']", "rests on lock_ring"),
        ("correctable = true", 'correctable = "yes"', "correctable must be true or false"),
        ('name = "max_evse_amps"', 'name = "max_amps"', "the answers must be"),
        ("circuit_amps * 8 / 10", "circuit_amp * 8 / 10", "rests on circuit_amp, not known"),
        ("holds_from = 2026-01-01", 'holds_from = "soon"', "holds_from must be a day"),
        ('es = "El servicio tiene tres hilos."', 'es = " "', "the words in one of the languages are missing"),
        ('es = "El servicio tiene tres hilos."', 'fr = "Trois fils."', "needs its words in English"),
        ("[words]", "[wörter]", "edited.toml"),
        ("waiting_fix =", "waiting_mend =", "waiting_fix missing"),
    ],
)
def test_load_ruleset_refuses_a_file_with_a_slip(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(RuleFileError, match=sentence):
        load_ruleset(edited(tmp_path, (old, new)))


def later_version(folder: Path) -> None:
    edited(folder / "sce_msa", name="2026-11.toml")
    edits = [("sce-msa/2026-11", "sce-msa/2027-03"), ("holds_from = 2026-01-01", "holds_from = 2027-03-01")]
    edited(folder / "sce_msa", *edits, name="2027-03.toml")


def test_current_ruleset_is_the_version_that_holds_on_the_day(tmp_path: Path) -> None:
    later_version(tmp_path)
    for day, name in [
        (datetime.date(2025, 6, 1), "sce-msa/2026-11"),
        (datetime.date(2026, 1, 1), "sce-msa/2026-11"),
        (datetime.date(2027, 2, 28), "sce-msa/2026-11"),
        (datetime.date(2027, 3, 1), "sce-msa/2027-03"),
        (datetime.date(2030, 1, 1), "sce-msa/2027-03"),
    ]:
        assert current_ruleset("sce_msa", on=day, folder=tmp_path).name == name


def test_ruleset_named_finds_the_version_of_an_old_evaluation(tmp_path: Path) -> None:
    later_version(tmp_path)
    assert ruleset_named("sce-msa/2026-11", tmp_path).holds_from == datetime.date(2026, 1, 1)
    assert ruleset_named("sce-msa/2026-11").titles()["wires"].in_language("es") == "Hilos"
    with pytest.raises(RuleFileError, match="no rules named sce-msa/1999-01"):
        ruleset_named("sce-msa/1999-01", tmp_path)


def test_versions_refuses_a_programme_without_rules_and_two_for_one_day(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="There are no rules for pge_msa"):
        versions("pge_msa", tmp_path)
    edited(tmp_path / "sce_msa", name="one.toml")
    edited(tmp_path / "sce_msa", name="other.toml")
    with pytest.raises(RuleFileError, match="hold from the same day"):
        versions("sce_msa", tmp_path)


def test_every_rule_file_bears_the_name_of_its_folder_and_version() -> None:
    for path in RULES_FOLDER.glob("*/*.toml"):
        assert load_ruleset(path).name == f"{path.parent.name.replace('_', '-')}/{path.stem}"


def test_ruleset_json_is_whole_and_holds_expressions_only() -> None:
    tree = json.loads(json.dumps(ruleset_json(RULESET)))
    assert (tree["ruleset"], tree["holds_from"]) == ("sce-msa/2026-11", "2026-01-01")
    assert [rule["id"] for rule in tree["rules"]] == [rule.id for rule in RULESET.rules]
    names = {fact["name"] for fact in tree["facts"]["facts"]}
    assert names == set(RULESET.facts.by_name)
    steps = [step for answer in tree["answers"] for step in answer["steps"]]
    expressions = [
        *(text for rule in tree["rules"] for text in [*rule["applies_when"], rule["holds_when"]]),
        *(text for rule in tree["rules"] for entry in rule["otherwise"] for text in entry["when"]),
        *(text for step in steps for text in [*step["when"], *step["unless"], step["answer"]]),
        *(text for fact in tree["facts"]["facts"] for text in fact["asked_when"]),
    ]
    known = names | {"outcomes", "uncorrectable", "unknown", "eligibility", "correctable"}
    for text in expressions:
        program = cel.compile(text)
        assert set(program.variables()) <= known
        assert set(program.functions()) <= SHARED_OPERATORS


def test_the_rules_pass_the_service_that_passes() -> None:
    assert evaluate(PASSING, RULESET)["eligibility"] == "pass"


def test_an_answer_that_rests_on_an_unknown_fact_is_null_and_unknown_to_those_below_it(
    tmp_path: Path,
) -> None:
    edits = [("steps = [{ answer = 'circuit_amps * 8 / 10' }]", "steps = [{ answer = 'evse_amps' }]")]
    edits += [("{ answer = '\"msa\"' }", "{ when = ['max_evse_amps > 0'], answer = '\"msa\"' }")]
    ruleset = load_ruleset(edited(tmp_path, *edits))
    known, unknown = evaluate(PASSING, ruleset), evaluate(passing_but(evse_amps=None), ruleset)
    assert (known["max_evse_amps"], known["recommendation"]) == (48, "msa")
    assert (unknown["max_evse_amps"], unknown["recommendation"]) == (None, None)
