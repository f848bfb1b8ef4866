"""Visit readiness: each reason for a wasted visit, when it is judged, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.models.photo import PhotoSlot
from jobs.road.stages import Milestone
from kilowire.floor.calendars import SCE
from utility_requests.readiness import Moment, State, judge, last_look_on, moment_on
from utility_requests.visit_evidence import Known, Photo, Window
from utility_requests.visit_reasons import REASONS, VisitOrder

FEE = Decimal("279.22")
WINDOW = Window("visit-1", date(2026, 12, 15))
FACTS = {
    "meter_class_amps": 200,
    "main_breaker_amps": 100,
    "panel_bus_amps": 100,
    "esr_violations": [],
    "generation_present": False,
    "socket_fits_device": True,
    "lock_ring": False,
    "device_isolating": False,
    "comms_cable": False,
    "energized_conduit_liquidtight": True,
}
PHOTOS = (
    Photo("panel_label"),
    Photo("meter_area"),
    Photo("socket_ring"),
    Photo("conduit_as_built"),
    Photo("adapter_staged", WINDOW.key),
    Photo("adapter_unboxed", WINDOW.key),
)
READY = Known(
    request_type="installation",
    visit_order="either",
    fee_usd=FEE,
    as_planned=FACTS,
    as_built={"energized_conduit_liquidtight": True},
    photos=PHOTOS,
    standing=frozenset({"surveyed", "circuit_installed", "inspection_passed"}),
    window=WINDOW,
    adapter_serial="CD-77120",
)


def known(*, facts: dict | None = None, built: dict | None = None, **changes) -> Known:
    changed = replace(READY, **changes)
    return replace(
        changed,
        as_planned=changed.as_planned | (facts or {}),
        as_built=changed.as_built | (built or {}),
    )


def item(given_: Known, key: str, moment: Moment = Moment.BEFORE_VISIT):
    return next((found for found in judge(given_, moment).items if found.key == key), None)


def without(slot: str) -> tuple[Photo, ...]:
    return tuple(photo for photo in PHOTOS if photo.slot != slot)


def test_a_visit_with_everything_answered_is_worth_its_fee():
    readiness = judge(READY, Moment.BEFORE_VISIT)
    assert {found.state for found in readiness.items} == {State.OK}
    assert readiness.is_worth_the_fee
    assert readiness.stake_usd is None
    assert readiness.summary == "Everything that makes a visit fail is answered."
    assert not any(found.reason for found in readiness.items)


@pytest.mark.parametrize(
    ("key", "changes", "reason"),
    [
        ("rating", {"facts": {"meter_class_amps": 320}}, "The meter's class is 320 A; the most is 200 A."),
        ("rating", {"facts": {"main_breaker_amps": 225}}, "The main breaker's rating is 225 A"),
        ("rating", {"facts": {"main_breaker_amps": None}}, "The main breaker's rating is not recorded."),
        ("rating", {"photos": without("panel_label")}, "The photo of the panel's label is missing."),
        (
            "violations",
            {"facts": {"esr_violations": ["shed in front of the meter", "low meter"]}},
            "Still to be put right at the meter panel: shed in front of the meter, low meter.",
        ),
        ("violations", {"facts": {"esr_violations": None}}, "Nobody has recorded whether"),
        ("backfeed", {"facts": {"generation_present": None}}, "Whether there is solar or a battery"),
        (
            "backfeed",
            {"facts": {"generation_present": True, "backfeed_amps": 120}},
            "The back-feed of 120 A is more than the panel's 100 A.",
        ),
        ("backfeed", {"facts": {"generation_present": True}}, "The back-feed is not recorded."),
        ("socket", {"facts": {"socket_fits_device": False}}, "The socket does not fit this adapter."),
        ("socket", {"facts": {"socket_fits_device": None}}, "Nobody has recorded whether the socket fits"),
        ("lock_ring", {"facts": {"lock_ring": True}}, "the utility has to take it off first"),
        (
            "lock_ring",
            {"facts": {"lock_ring": None}},
            "Nobody has recorded whether the meter has a lock ring",
        ),
        (
            "live_conductors",
            {"built": {"energized_conduit_liquidtight": False}},
            "Live conductors run outside liquid-tight conduit.",
        ),
        ("live_conductors", {"as_built": {}}, "The conduit as built is not recorded."),
        (
            "signal_cable",
            {"facts": {"device_isolating": True, "comms_cable": True, "comms_conduit_liquidtight": True}},
            "The signal cable runs in liquid-tight conduit; confirm with the utility.",
        ),
        (
            "signal_cable",
            {"facts": {"device_isolating": True, "comms_cable": True}},
            "The conduit of the signal cable is not recorded.",
        ),
        (
            "signal_cable",
            {"facts": {"device_isolating": None, "comms_cable": True}},
            "Whether the adapter is isolating is not recorded.",
        ),
        ("adapter", {"adapter_serial": ""}, "The adapter's serial number is not recorded."),
        (
            "staged",
            {"photos": without("adapter_staged")},
            "The photo of bag and panel in one frame is missing for the visit of December 15.",
        ),
    ],
)
def test_what_is_not_answered_is_red_and_says_why(key, changes, reason):
    found = item(known(**changes), key)
    assert found.state is State.RED
    assert reason in found.reason
    assert found.stake_usd == FEE


@pytest.mark.parametrize(
    "facts",
    [
        {"meter_class_amps": 200, "main_breaker_amps": 200},
        {"generation_present": True, "backfeed_amps": 100},
        {"device_isolating": True, "comms_cable": True, "comms_conduit_liquidtight": False},
    ],
)
def test_limits_are_inclusive(facts):
    assert judge(known(facts=facts), Moment.BEFORE_VISIT).is_worth_the_fee


def test_a_plan_is_no_proof_of_what_was_built():
    assert item(known(as_built={}), "live_conductors").state is State.RED
    assert item(known(built={"socket_fits_device": False}), "socket").state is State.RED


@pytest.mark.parametrize("facts", [{"device_isolating": False}, {"comms_cable": False}])
def test_the_signal_cable_rule_names_isolating_adapters_only(facts):
    assert item(known(facts={"comms_conduit_liquidtight": True} | facts), "signal_cable") is None


class TestPhotos:
    def test_rejecting_the_photo_turns_the_item_red_with_the_reason(self):
        rejected = (*without("socket_ring"), Photo("socket_ring", rejected_because="blurred."))
        found = item(known(photos=rejected), "socket")
        assert (found.state, found.reason) == (
            State.RED,
            "The photo was rejected: blurred. Take it again.",
        )

    def test_another_take_beside_the_rejected_one_answers(self):
        retaken = (Photo("socket_ring", rejected_because="blurred"), *PHOTOS)
        assert item(known(photos=retaken), "socket").state is State.OK

    def test_a_moved_window_asks_for_the_staging_again_and_for_nothing_else(self):
        moved = judge(known(window=Window("visit-2", date(2026, 12, 22))), Moment.BEFORE_VISIT)
        assert [found.key for found in moved.in_state(State.RED)] == ["staged", "adapter"]

    def test_a_visit_without_a_window_takes_photos_of_no_window(self):
        loose = (*without("adapter_staged"), Photo("adapter_staged"))
        assert item(known(window=None, photos=loose), "staged").state is State.OK


class TestDue:
    def test_nothing_is_red_before_the_survey(self):
        bare = Known("installation", "final_before_set", FEE)
        readiness = judge(bare, Moment.BEFORE_FEE)
        assert {found.state for found in readiness.items} == {State.NOT_YET}
        assert readiness.is_worth_the_fee
        assert readiness.stake_usd is None
        assert "will be judged later" in readiness.summary

    @pytest.mark.parametrize("moment", list(Moment))
    def test_conduit_is_judged_once_the_circuit_is_in(self, moment):
        surveyed_only = known(standing=frozenset({"surveyed"}), as_built={}, photos=())
        found = item(surveyed_only, "live_conductors", moment)
        assert (found.state, found.reason) == (State.NOT_YET, "Judged once the circuit is in.")

    @pytest.mark.parametrize("moment", [Moment.BEFORE_FEE, Moment.AT_BOOKING])
    def test_the_bag_is_judged_two_business_days_before(self, moment):
        rejected = known(photos=(Photo("adapter_staged", WINDOW.key, "not in sight"),))
        assert item(rejected, "staged", moment).state is State.NOT_YET
        assert item(rejected, "staged").state is State.RED

    def test_two_days_before_the_visit_nothing_may_be_left_to_judge(self):
        no_circuit = known(standing=frozenset({"surveyed"}), as_built={})
        assert judge(no_circuit, Moment.AT_BOOKING).is_worth_the_fee
        late = judge(no_circuit, Moment.BEFORE_VISIT)
        assert not late.is_worth_the_fee
        assert late.summary == (
            "Nothing stands against the visit so far, but one thing cannot be judged yet."
        )

    def test_a_day_belongs_to_one_of_the_three_moments(self):
        assert last_look_on(WINDOW, SCE) == date(2026, 12, 11)
        assert moment_on(date(2026, 12, 10), None, SCE) is Moment.BEFORE_FEE
        assert moment_on(date(2026, 12, 10), WINDOW, SCE) is Moment.AT_BOOKING
        assert moment_on(date(2026, 12, 11), WINDOW, SCE) is Moment.BEFORE_VISIT
        after_holidays = Window("visit-3", date(2026, 11, 30))
        assert last_look_on(after_holidays, SCE) == date(2026, 11, 25)


class TestTheCitysOrder:
    no_final = frozenset({"surveyed", "circuit_installed"})

    @pytest.mark.parametrize(
        ("order", "key"), [("final_before_set", "final_first"), ("two_finals", "first_final")]
    )
    def test_a_final_that_has_to_come_first_is_red_from_the_booking(self, order, key):
        waiting = known(visit_order=order, standing=self.no_final)
        assert item(waiting, key, Moment.BEFORE_FEE).state is State.NOT_YET
        assert item(waiting, key, Moment.AT_BOOKING).state is State.RED
        assert item(known(visit_order=order), key).state is State.OK

    def test_the_first_of_two_finals_is_enough(self):
        first = known(
            visit_order="two_finals", standing=self.no_final, first_final_passed_on=date(2026, 12, 1)
        )
        assert item(first, "first_final").state is State.OK

    @pytest.mark.parametrize("order", ["either", "set_before_final"])
    def test_other_cities_ask_for_nothing_before(self, order):
        waiting = known(visit_order=order, standing=self.no_final)
        assert judge(waiting, Moment.BEFORE_VISIT).is_worth_the_fee

    def test_an_order_nobody_knows_is_refused(self):
        with pytest.raises(ValueError, match="whenever"):
            judge(known(visit_order="whenever"), Moment.BEFORE_FEE)


def test_a_removal_is_judged_by_the_lock_ring_alone():
    removal = Known("removal", "final_before_set", FEE, {"lock_ring": True}, standing=frozenset({"surveyed"}))
    (found,) = judge(removal, Moment.BEFORE_VISIT).items
    assert (found.key, found.state) == ("lock_ring", State.RED)


def test_however_many_are_red_one_fee_is_at_stake():
    readiness = judge(
        known(facts={"lock_ring": True, "socket_fits_device": False}, photos=()), Moment.BEFORE_VISIT
    )
    assert len(readiness.in_state(State.RED)) == 7
    assert readiness.stake_usd == FEE
    assert readiness.summary == ("7 things may waste this visit; a further fee of USD 279.22 may be charged.")


def test_what_failed_a_visit_stays_red_until_it_is_mended():
    failed = known(unmended={"F6": date(2026, 12, 3)})
    found = item(failed, "violations")
    assert (found.state, found.reason) == (
        State.RED,
        "The visit of December 3 failed for this, and it is not mended yet.",
    )
    assert judge(failed, Moment.BEFORE_VISIT).summary.startswith("One thing may waste this visit")


def test_every_reason_of_the_utility_has_its_item_and_every_slot_exists():
    assert {reason.code for reason in REASONS} - {""} == {f"F{number}" for number in range(1, 9)}
    slots = {slot for reason in REASONS for slot in reason.photo_slots}
    assert slots <= set(PhotoSlot.values)
    assert {"surveyed", "circuit_installed", "inspection_passed"} <= set(Milestone)
    assert all(reason.photo_wanted for reason in REASONS if reason.photo_slots)
    assert len({reason.key for reason in REASONS}) == len(REASONS)


someones_knowledge = st.builds(
    Known,
    request_type=st.sampled_from(["installation", "replacement", "removal"]),
    visit_order=st.sampled_from([order.value for order in VisitOrder]),
    fee_usd=st.just(FEE),
    as_planned=st.dictionaries(st.sampled_from(sorted(FACTS)), st.sampled_from([None, True, False])).map(
        lambda facts: {
            key: (["x"] if value else []) if key == "esr_violations" and value is not None else value
            for key, value in facts.items()
        }
    ),
    as_built=st.dictionaries(st.just("energized_conduit_liquidtight"), st.booleans()),
    photos=st.lists(
        st.builds(
            Photo,
            st.sampled_from([photo.slot for photo in PHOTOS]),
            st.sampled_from(["", WINDOW.key]),
            st.sampled_from(["", "blurred"]),
        )
    ).map(tuple),
    standing=st.frozensets(st.sampled_from(["surveyed", "circuit_installed", "inspection_passed"])),
    window=st.sampled_from([None, WINDOW]),
    adapter_serial=st.sampled_from(["", "CD-77120"]),
)


@given(known_=someones_knowledge)
def test_an_item_once_judged_is_judged_at_every_later_moment(known_):
    by_moment = [{found.key: found.state for found in judge(known_, moment).items} for moment in Moment]
    for earlier, later in pairwise(by_moment):
        assert all(later[key] == state for key, state in earlier.items() if state is not State.NOT_YET)


@given(known_=someones_knowledge, moment=st.sampled_from(list(Moment)))
def test_every_state_explains_itself(known_, moment):
    readiness = judge(known_, moment)
    for found in readiness.items:
        assert bool(found.reason) == (found.state is not State.OK)
        assert (found.stake_usd == FEE) == (found.state is State.RED)
    if readiness.in_state(State.RED):
        assert not readiness.is_worth_the_fee


@given(known_=someones_knowledge, moment=st.sampled_from(list(Moment)))
def test_rejecting_a_photo_never_turns_an_item_good(known_, moment):
    rejected = replace(
        known_, photos=tuple(replace(photo, rejected_because="dark") for photo in known_.photos)
    )
    before = {found.key: found.state for found in judge(known_, moment).items}
    for found in judge(rejected, moment).items:
        assert found.state is not State.OK or before[found.key] is State.OK
