"""What the house style says always or never of a line of code."""

from __future__ import annotations

import ast
import re

import pytest

from jobs.road.stages import WAIVABLE, Milestone
from tests.architecture.source import Module, called_name, calls, functions, imports, modules

pytestmark = pytest.mark.once

# An act that only words another: the act that it calls takes the lock.
WRAPS = {"withdraw", "get_or_create", "close", "next_number"}
NOT_IN_NAMES = {"utils", "helpers", "common", "manager", "handle", "process", "data", "info"}
KNOWN_COMMANDS = {"kilowire.management.commands.check_data"}
"""Commands whose name those who run a site know already."""
LONGEST_MODULE = 200
LONGEST_FUNCTION = 25


def _services() -> list[Module]:
    return [m for m in modules() if m.layer == "services"]


def _views() -> list[Module]:
    return [m for m in modules() if m.layer == "views"]


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    assert not [m.path for m in modules() if m.text.strip() and not ast.get_docstring(m.tree)]


def test_rows_are_never_saved_whole() -> None:
    """A bare ``save()`` writes columns that somebody else has changed meanwhile."""
    bare = [
        f"{module.path}:{call.lineno}"
        for module in modules()
        for call in calls(module)
        if called_name(call) == "save"
        and isinstance(call.func, ast.Attribute)
        and not call.args
        and not {keyword.arg for keyword in call.keywords} & {"update_fields", "force_insert"}
        and module.app != "kilowire"
        and (module.layer in ("services", "models", "outbox", "tasks") or module.room == "nightly")
    ]
    assert not bare


def test_no_model_hides_an_effect_in_save() -> None:
    assert not [
        f"{m.path}:{f.lineno}"
        for m in modules()
        if m.layer == "models"
        for f in functions(m)
        if f.name == "save"
    ]


def _is_public_act(function: ast.FunctionDef) -> bool:
    return any(
        "atomic" in ast.unparse(decorator) for decorator in function.decorator_list
    ) and not function.name.startswith("_")


def test_every_act_takes_its_words_by_name_and_says_its_effect() -> None:
    wrong = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in _services()
        for function in functions(module)
        if _is_public_act(function) and (function.args.args or not ast.get_docstring(function))
    ]
    assert not wrong


def test_every_act_begins_under_lock() -> None:
    """Its own row, the job, or both: by itself or through the act of the jacket that it only wraps."""
    wrong = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in _services()
        for function in functions(module)
        if _is_public_act(function) and not any(_locks(node) for node in ast.walk(function))
    ]
    assert not wrong


def _locks(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = called_name(node).lstrip("_")
    return name.startswith(("lock", "select_for_update")) or name in WRAPS


def test_services_see_no_request_and_no_form() -> None:
    seen = {"django.http", "django.forms", "django.shortcuts"}
    assert not [
        f"{m.path} {name}" for m in _services() for name, _ in imports(m) if name.rpartition(".")[0] in seen
    ]


def test_views_open_no_transaction_and_write_no_row() -> None:
    writes = {"atomic", "bulk_create", "update_or_create", "get_or_create", "select_for_update"}
    assert not [f"{m.path}:{c.lineno}" for m in _views() for c in calls(m) if called_name(c) in writes]


def test_views_reach_rows_through_the_guard() -> None:
    """``get_object_or_404`` is given what is visible to the person, never a whole table of the jacket."""
    wrong = [
        f"{module.path}:{call.lineno}"
        for module in _views()
        for call in calls(module)
        if called_name(call) == "get_object_or_404"
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
        and call.args[0].id not in REFERENCE_ROWS
    ]
    assert not wrong


def test_forms_are_bound_in_one_way() -> None:
    """By ``typed``: an empty form that was sent is bound too, and says what it lacks."""
    assert not [m.path for m in _views() if re.search(r"request\.(POST|FILES)\b(?!\.)", m.text)]


def test_no_view_decides_by_itself_that_a_form_is_valid() -> None:
    """``is_to_be_done`` does: a form that came back after a session ended is valid and only shown."""
    assert not [f"{m.path}:{c.lineno}" for m in _views() for c in calls(m) if called_name(c) == "is_valid"]


def test_no_form_of_a_row_names_a_constraint() -> None:
    """Its base is ``RowForm``, which says the constraint's sentence; Django's own base says its name."""
    wrong = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules()
        if module.name != "kilowire.floor.forms.rows"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any("ModelForm" in ast.unparse(base) for base in node.bases)
    ]
    assert not wrong


def test_acts_on_a_job_are_said_to_their_tab() -> None:
    """A view of a job does no act by itself: ``jobs.job_page.acts`` does it, alike for all of them."""
    by_itself = {"is_to_be_done", "carried_out", "refusals_shown_on", "pressed"}
    wrong = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in _views()
        for function in functions(module)
        if "job_number" in {argument.arg for argument in function.args.args}
        and by_itself & {called_name(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
    ]
    assert not wrong


REFERENCE_ROWS = {"AdapterModel", "Utility", "Jurisdiction", "Vehicle"}
"""The directory belongs to nobody's job: the door's role is its whole guard."""


def test_integrity_errors_mean_an_overlap_or_become_a_sentence_in_one_place() -> None:
    caught = {
        module.path
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and node.type and "IntegrityError" in ast.unparse(node.type)
    }
    assert caught == {"jobs/appointments/services/bookings.py", "kilowire/floor/constraints.py"}


def test_a_file_keeps_to_one_subject() -> None:
    """The settings are one file on purpose: titled blocks that are read together."""
    long = {m.path: m.text.count("\n") for m in modules() if m.name != "kilowire.settings"}
    assert not {path: lines for path, lines in long.items() if lines > LONGEST_MODULE}


def test_a_function_keeps_to_one_thought() -> None:
    long = [f"{m.path}:{f.lineno} {f.name} {_body_lines(f)}" for m in modules() for f in functions(m)]
    assert not [line for line in long if int(line.rpartition(" ")[2]) > LONGEST_FUNCTION]


def _body_lines(function: ast.FunctionDef) -> int:
    """Lines of what it does: neither its signature nor its docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_names_are_the_trades_own() -> None:
    named = [m for m in modules() if m.name not in KNOWN_COMMANDS]
    wrong = [m.path for m in named if set(re.split(r"[._]", m.name)) & NOT_IN_NAMES]
    wrong += [
        f"{m.path}:{node.lineno} {node.name}"
        for m in modules()
        for node in ast.walk(m.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and set(re.findall(r"[A-Z]?[a-z]+", node.name.replace("_", " ").lower())) & NOT_IN_NAMES
        and node.name not in DJANGOS_OWN_NAMES
    ]
    assert not wrong


DJANGOS_OWN_NAMES = {
    "get_changeform_initial_data",
    "handle",
    "handle_error",
    "init_process",
    "UserManager",
    "process_exception",
    "process_view",
    "process_response",
    "get_context_data",
    "data",  # smtplib's
}


def test_stamps_and_stage_have_one_writer() -> None:
    """No other file writes a milestone's column or the stage, whichever way a column can be written."""
    columns = "|".join(["stage", *(f"{m}_on" for m in Milestone), *(f"{m}_waived_on" for m in WAIVABLE)])
    written = re.compile(rf"job\.({columns}) = |Job\.objects.*update\(.*\b({columns})=")
    wrong = [
        m.path
        for m in modules()
        if m.name != "jobs.milestones.services.milestones" and written.search(m.text)
    ]
    assert not wrong
