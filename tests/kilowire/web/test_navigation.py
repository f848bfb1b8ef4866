"""The navigation: each role sees its own doors, and only those that stand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from kilowire.models import Role
from kilowire.web import navigation
from tests.builders.cast import someone

SOME_DOORS = (
    navigation.Door("Style", "style", "today", navigation.OFFICE, "s"),
    navigation.Door("Whole page", "style_none", "today", navigation.OFFICE),
    navigation.Door("Sign-in", "account_login", "lock", navigation.FIELD),
)


@pytest.fixture
def nav(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory):
    monkeypatch.setattr(navigation, "DOORS", SOME_DOORS)
    navigation._open_doors.cache_clear()

    def seen_by(user, path="/style/portal/"):
        request = rf.get(path)
        request.user = user
        return navigation.navigation(request)["nav"]()

    yield seen_by
    navigation._open_doors.cache_clear()


def test_every_door_stands() -> None:
    assert not [door.label for door in navigation.DOORS if not navigation._address(door.name)]
    assert not [
        door.label
        for door in navigation.DOORS
        if door.count_name and not navigation._address(door.count_name)
    ]


def test_no_two_doors_of_a_role_share_a_key() -> None:
    for role in Role:
        keys = [door.key for door in navigation.DOORS if door.key and role in door.roles]
        assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_navigation_shows_the_doors_of_the_role_that_stand(nav) -> None:
    assert [door.label for door in nav(someone("olive"))] == ["Style"]
    assert [door.label for door in nav(someone("asa"))] == ["Sign-in"]


@pytest.mark.django_db
def test_navigation_marks_where_the_person_stands(nav) -> None:
    assert [door.current for door in nav(someone("olive"))] == [True]
    assert [door.current for door in nav(someone("asa"))] == [False]


def test_navigation_is_empty_for_a_stranger(nav) -> None:
    assert nav(AnonymousUser()) == ()
