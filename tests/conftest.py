"""The floor every test stands on: a folder for files, a clean cache and language, nothing skipped on CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _nothing_left_over_from_the_last_test() -> Iterator[None]:
    """Rate limits live in the cache, a homeowner's page switches the language: the next test sees neither."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    shutil.rmtree(settings.JACKET_ROOT, ignore_errors=True)


@pytest.fixture
def jacket_root() -> Path:
    """Where uploads and papers are stored while this test runs."""
    root = Path(settings.JACKET_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


def _refuse_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped on CI: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_a_skip(report)
    return report
