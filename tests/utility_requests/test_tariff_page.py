"""The fees per visit are the owner's to add and to take back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.cast import signed_in
from tests.builders.jobs import days_ago, sce
from tests.builders.utility_requests import (
    tariff,
)
from tests.utility_requests.desk_pages import words
from utility_requests.models import FeeTariff

pytestmark = pytest.mark.django_db


def test_the_fees_are_the_owners_alone() -> None:
    added = tariff(effective_from=days_ago(-9))
    for address in (
        reverse("utility_requests:tariffs"),
        reverse("utility_requests:take_tariff_back", args=[added.pk]),
    ):
        for key in ("olive", "asa"):
            assert signed_in(key).post(address).status_code == 403
        assert Client().post(address).url.startswith(reverse("account_login"))
    assert signed_in("asa").get(reverse("utility_requests:list")).status_code == 403
    assert signed_in().get(reverse("utility_requests:list")).status_code == 200
    assert FeeTariff.objects.in_force().filter(pk=added.pk).exists()


def test_the_owner_adds_and_takes_back_a_fee() -> None:
    tariff()
    client, address = signed_in("owen"), reverse("utility_requests:tariffs")
    typed = {
        "utility": sce().pk,
        "amount_usd": "301.00",
        "effective_from": days_ago(-1),
        "source": "a letter",
    }
    assert client.post(address, typed).status_code == 302
    page = words(client.get(address).content.decode())
    assert "$301.00" in page
    assert "to come" in page
    again = client.post(address, typed)
    assert again.status_code == 422
    assert "Owen already recorded" in again.content.decode()
    added = FeeTariff.objects.get(amount_usd="301.00")
    back = reverse("utility_requests:take_tariff_back", args=[added.pk])
    assert client.post(back).status_code == 302
    assert "taken back" in words(client.get(address).content.decode())
    refused = client.post(back, follow=True)
    assert "already taken back" in refused.content.decode()
