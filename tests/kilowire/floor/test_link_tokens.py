"""Secrets derived from rows: a token opens its own link and version only, a code its own row only."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from hypothesis import given
from hypothesis import strategies as st

from kilowire.floor.link_tokens import ReadToken, code_of, is_code, read_token, token_of

KEY, OTHER_KEY = "the key of this site, long enough", "the key of another site, long enough"
IDS = st.integers(min_value=1, max_value=2**48 - 1)
VERSIONS = st.integers(min_value=1, max_value=2**16 - 1)


@given(IDS, VERSIONS)
def test_a_token_says_which_link_and_version_it_is_for(link_id: int, version: int) -> None:
    token = token_of(link_id, version, KEY)
    assert read_token(token, KEY) == ReadToken(link_id, version)
    assert read_token(token, OTHER_KEY) is None
    assert len(token) == 38
    assert token.replace("-", "").replace("_", "").isalnum()


@given(IDS, VERSIONS, st.integers(min_value=0, max_value=27), st.integers(min_value=1, max_value=255))
def test_a_token_with_any_byte_changed_is_nobodys(
    link_id: int, version: int, place: int, change: int
) -> None:
    written = bytearray(urlsafe_b64decode(token_of(link_id, version, KEY) + "=="))
    written[place] ^= change
    assert read_token(urlsafe_b64encode(written).decode().rstrip("="), KEY) is None


@given(st.text(max_size=60))
def test_no_text_at_all_opens_a_link(text: str) -> None:
    assert read_token(text, KEY) is None


def test_a_token_has_one_spelling() -> None:
    token = token_of(7, 1, KEY)
    for odd in (f"{token}=", f"{token}==", f" {token}", f"{token}A", f"{token}\n", token[:-1]):
        assert read_token(odd, KEY) is None
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert sum(read_token(token[:-1] + sign, KEY) is not None for sign in last) == 1


def test_a_new_version_is_another_token() -> None:
    assert token_of(7, 1, KEY) != token_of(7, 2, KEY)


@given(st.integers(min_value=1, max_value=2**63 - 1))
def test_a_code_is_six_digits_and_is_known_however_it_is_spaced(code_id: int) -> None:
    code = code_of(code_id, KEY)
    assert len(code) == 6
    assert code.isdecimal()
    assert is_code(f" {code[:3]} {code[3:]} ", code_id, KEY)
    assert not is_code(code[:5], code_id, KEY)
    assert not is_code("", code_id, KEY)


def test_codes_of_neighbouring_rows_have_nothing_in_common() -> None:
    codes = [code_of(n, KEY) for n in range(1, 1001)]
    assert len(set(codes)) > 990
    assert {code[0] for code in codes} == set("0123456789")
    assert code_of(1, OTHER_KEY) != code_of(1, KEY)


def test_digits_of_other_scripts_are_no_code() -> None:
    code = code_of(1, KEY)
    assert not is_code(code.translate({ord("0") + n: 0x0660 + n for n in range(10)}), 1, KEY)


def test_what_an_older_key_made_is_good_while_it_is_listed() -> None:
    token, code = token_of(7, 1, OTHER_KEY), code_of(7, OTHER_KEY)
    assert read_token(token, KEY, OTHER_KEY) == ReadToken(7, 1)
    assert is_code(code, 7, KEY, OTHER_KEY)
    assert read_token(token, KEY) is None
    assert not is_code(code, 7, KEY)
