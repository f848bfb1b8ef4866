"""The tabs that the apps declare: their order, the steps recorded there, and where each is undone."""

from __future__ import annotations

from django.urls import reverse

from jobs.road.job_tabs import page_of_tab, record_page, tabs, undo_page
from jobs.road.stages import Milestone


def test_tabs_stand_in_the_order_of_the_road() -> None:
    assert [(each.key, each.label) for each in tabs()] == [
        ("overview", "Overview"),
        ("assessment", "Assessment"),
        ("agreement", "Agreement"),
        ("permit", "Permit"),
        ("utility", "{utility}"),
        ("installation", "Installation"),
        ("closeout", "Close-out"),
        ("warranty", "Warranty"),
        ("papers", "Papers"),
        ("photos", "Photos"),
        ("messages", "Messages"),
        ("history", "History"),
    ]
    assert [each.key for each in tabs() if each.office_only] == [
        "agreement", "closeout", "warranty", "messages",
    ]  # fmt: skip


def test_every_step_is_recorded_on_one_tab() -> None:
    assert sorted(milestone for each in tabs() for milestone in each.milestones) == sorted(Milestone)


def test_every_page_that_an_app_declares_is_there() -> None:
    assert all(reverse(each.page, args=["KW-1001"]) for each in tabs())
    own_ways = {milestone: undo_page(milestone) for milestone in Milestone if undo_page(milestone)}
    assert all(reverse(page, args=["KW-1001"]) for page in own_ways.values())
    assert own_ways[Milestone.INSPECTION_PASSED] == page_of_tab("permit")
    assert Milestone.COMMISSIONED not in own_ways


def test_every_step_but_the_last_has_a_page_that_brings_it_forward() -> None:
    pages = {milestone: record_page(milestone) for milestone in Milestone}
    assert [milestone for milestone, page in pages.items() if page is None] == [Milestone.WARRANTY_OVER]
    assert all(reverse(page.page, args=["KW-1001"]) for page in pages.values() if page)


def test_a_removal_has_its_own_tabs() -> None:
    labels = [label for each in tabs() if (label := each.label_on("removal"))]
    assert labels == [
        "Overview", "Assessment", "Agreement", "Permit", "{utility}", "Circuit made safe", "Close-out",
        "Papers", "Photos", "Messages", "History",
    ]  # fmt: skip
