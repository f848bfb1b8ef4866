"""The wire's geometry: which points share its width, and where copper runs."""

from __future__ import annotations

from kilowire.floor.wire import spans_of


def node(label: str, state: str = "ahead", track: str = "main") -> dict[str, str]:
    return {"label": label, "state": state, "track": track}


ROAD = [
    node("Agreement", "done"),
    node("Permit", "now", "city"),
    node("Applied", "done", "utility"),
    node("Approved", "ahead", "utility"),
    node("Installation"),
]


def test_city_and_utility_side_by_side_make_one_double_span() -> None:
    first, both, last = spans_of(ROAD)
    assert [point.label for point in first.points] == ["Agreement"]
    assert both.double
    assert [point.label for point in both.city] == ["Permit"]
    assert [point.label for point in both.utility] == ["Applied", "Approved"]
    assert (first.width, both.width, last.width) == (1, 2, 1)


def test_one_track_alone_stays_a_single_wire() -> None:
    spans = spans_of([node("Agreement", "done"), node("Applied", "now", "utility"), node("Close-out")])
    assert [span.double for span in spans] == [False, False, False]


def test_copper_runs_on_behind_what_stands_and_nowhere_else() -> None:
    states = ["done", "waived", "odd", "now", "ahead"]
    (span,) = spans_of([node(state, state) for state in states])
    assert [point.copper for point in span.points] == [True, True, True, False, False]


def test_a_span_is_fed_by_what_stands_before_it() -> None:
    assert [span.lead for span in spans_of(ROAD)] == [True, True, False]


def test_a_point_names_the_classes_it_is_drawn_by() -> None:
    marks = [point.marks for span in spans_of(ROAD) for point in span.points]
    assert marks == ["is-done copper", "is-now", "is-done copper", "is-ahead", "is-ahead"]


def test_a_node_may_come_without_day_track_and_address() -> None:
    (span,) = spans_of([{"label": "Intake", "state": "done", "when": None}])
    assert (span.points[0].when, span.points[0].track, span.points[0].url) == ("", "main", "")


def test_a_road_without_points_draws_nothing() -> None:
    assert spans_of([]) == []
