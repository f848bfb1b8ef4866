"""The navigation: each role sees its own doors, and only those that stand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from kilowire import navigation
from tests.builders.cast import someone

DOORS = (
    navigation.Door("Style", "style", "today", navigation.OFFICE, "s"),
    navigation.Door("Whole page", "style_none", "today", navigation.OFFICE),
    navigation.Door("Sign-in", "account_login", "lock", navigation.FIELD),
)


@pytest.fixture
def nav(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory):
    monkeypatch.setattr(navigation, "DOORS", DOORS)
    navigation._open_doors.cache_clear()

    def seen_by(user, path="/style/portal/"):
        request = rf.get(path)
        request.user = user
        return navigation.navigation(request)["nav"]

    yield seen_by
    navigation._open_doors.cache_clear()


@pytest.mark.django_db
def test_navigation_shows_the_doors_of_the_role_that_stand(nav) -> None:
    assert [door["label"] for door in nav(someone("olive"))] == ["Style"]
    assert [door["label"] for door in nav(someone("asa"))] == ["Sign-in"]


@pytest.mark.django_db
def test_navigation_marks_where_the_person_stands(nav) -> None:
    assert [door["current"] for door in nav(someone("olive"))] == [True]
    assert [door["current"] for door in nav(someone("asa"))] == [False]


def test_navigation_is_empty_for_a_stranger(nav) -> None:
    assert nav(AnonymousUser()) == []
