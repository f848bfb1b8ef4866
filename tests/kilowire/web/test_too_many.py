"""Every 429 of ours comes from one place, which says when to try again."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import modules

pytestmark = pytest.mark.once


def test_one_module_answers_429() -> None:
    answers = re.compile(r"status(_code)?\s*=\s*429|TOO_MANY_REQUESTS|HttpResponse\(.*429")
    assert [module.name for module in modules() if answers.search(module.text)] == ["kilowire.floor.too_many"]
