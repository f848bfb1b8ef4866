"""Merging by field: what holds where tablet and office changed the same form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilowire.floor.bases import base_of, merge

VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text(), max_size=3))
OFFICE, OTHER = base_of("200"), base_of("225")


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_nothing_has_no_token(nothing: object) -> None:
    assert base_of(nothing) == ""


@pytest.mark.parametrize("something", [False, 0, "0", [False], {"a": 1}])
def test_no_and_zero_are_something(something: object) -> None:
    assert base_of(something) != ""


@given(VALUES, VALUES)
def test_two_values_share_a_token_only_where_they_are_the_same(one: object, other: object) -> None:
    same = (type(one), one) == (type(other), other) or (base_of(one) == base_of(other) == "")
    assert (base_of(one) == base_of(other)) == same


CASES = [
    ("the same base", OFFICE, "200", "100", (), "write"),
    ("another base, the same value", OTHER, "100", "100", (), "nothing"),
    ("the same base and value", OFFICE, "200", "200", (), "nothing"),
    ("another base, another value", OTHER, "200", "100", (), "conflicting"),
    ("begun with nothing, nothing there", "", None, "100", (), "write"),
    ("begun with nothing, the office wrote", "", "200", "100", (), "conflicting"),
    ("what stands is the tablet's own", "", "200", "100", (OFFICE,), "write"),
    ("emptied by the technician", OFFICE, "200", None, (), "write"),
    ("emptied on both sides", OFFICE, None, "", (), "nothing"),
]


@pytest.mark.parametrize(
    ("base", "on_file", "sent", "own", "comes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_field_is_written_left_or_put_before_the_office(
    base: str, on_file: object, sent: object, own: tuple[str, ...], comes: str
) -> None:
    merged = merge(bases={"bus": base}, on_file={"bus": on_file}, sent={"bus": sent}, own={"bus": own})
    assert ("bus" in merged.write, "bus" in merged.conflicting) == (comes == "write", comes == "conflicting")
    stands = {"bus": base_of(sent if comes == "write" else on_file)}
    assert merged.bases == ({} if comes == "conflicting" else stands)


@given(st.dictionaries(st.text(max_size=3), VALUES), st.dictionaries(st.text(max_size=3), VALUES))
def test_whoever_began_from_what_stands_never_disagrees(on_file: dict, sent: dict) -> None:
    merged = merge(bases={n: base_of(on_file.get(n)) for n in sent}, on_file=on_file, sent=sent)
    assert merged.conflicting == ()
    again = merge(bases={}, on_file={**on_file, **sent}, sent=sent)
    assert (again.write, again.conflicting) == ((), ())


@given(
    st.dictionaries(st.sampled_from("abc"), VALUES),
    st.dictionaries(st.sampled_from("abc"), VALUES),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", OFFICE, OTHER])),
)
def test_nothing_that_was_sent_is_dropped(on_file: dict, sent: dict, bases: dict[str, str]) -> None:
    merged = merge(bases=bases, on_file=on_file, sent=sent)
    after = {**on_file, **{name: sent[name] for name in merged.write}}
    for name, value in sent.items():
        assert name in merged.conflicting or base_of(after.get(name)) == base_of(value)
    assert all(after.get(name) == on_file.get(name) for name in merged.conflicting)
    assert set(merged.bases) == set(sent) - set(merged.conflicting)
