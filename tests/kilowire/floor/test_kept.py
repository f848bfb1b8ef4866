"""What was typed is kept for its browser, and nobody fills the place that all browsers share."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kilowire.floor.forms import kept
from kilowire.floor.limits import Limit
from kilowire.models import KeptForm

pytestmark = pytest.mark.django_db


def type_signed_out(address: str) -> None:
    add_item = reverse("jobs:add_open_item", args=["KW-1"])
    answer = Client(HTTP_X_FORWARDED_FOR=address).post(add_item, {"what": "Call the city"})
    assert answer["Location"].startswith(reverse("account_login"))


def test_one_network_does_not_fill_it_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "OF_A_NETWORK", Limit(2, 3600))
    for _ in range(4):
        type_signed_out("203.0.113.7")
    assert KeptForm.objects.count() == 2
    type_signed_out("198.51.100.1")
    assert KeptForm.objects.count() == 3
