"""What the second factor rests on is not readable in the database, and its key can be changed."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.test import Client
from django.urls import reverse

from kilowire.accounts.encryption import decrypt, encrypt, is_encrypted
from kilowire.models import User
from kilowire.nightly import use_the_newest_key
from tests.builders.cast import someone
from tests.builders.second_factor import code_now, with_app

pytestmark = pytest.mark.django_db
OLD, NEW = "an old key of the second factor " * 2, "a new key of the second factor " * 2
migration = importlib.import_module("kilowire.migrations.0004_encrypt_second_factors")


@pytest.fixture
def olive() -> User:
    return someone("olive")


def stored() -> list[Any]:
    rows = Authenticator.objects.order_by("type").values_list("data", flat=True)
    return [data.get("seed") or data.get("secret") for data in rows]


def passes(user: User, code: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": "a plain test password"})
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def test_keys_and_seeds_are_stored_encrypted_and_open_the_door(olive: User) -> None:
    secret = with_app(olive)
    codes = RecoveryCodes.activate(olive)
    assert all(map(is_encrypted, stored()))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert passes(olive, code_now(secret))
    assert passes(olive, codes.get_unused_codes()[0])


def test_rows_of_before_are_encrypted_by_the_migration_and_back(olive: User) -> None:
    rows = {
        Authenticator.Type.TOTP: {"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"},
        Authenticator.Type.RECOVERY_CODES: {"seed": "0a" * 40, "used_mask": 5},
        Authenticator.Type.WEBAUTHN: {"name": "Master key", "credential": {"id": "x"}},
    }
    for kind, data in rows.items():
        Authenticator.objects.create(user=olive, type=kind, data=data)
    assert passes(olive, code_now("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")), "before it too"
    migration.encrypt_all(apps, None)
    written = {row.type: row.data for row in Authenticator.objects.all()}
    assert is_encrypted(written["totp"]["secret"])
    assert is_encrypted(written["recovery_codes"]["seed"])
    assert written["recovery_codes"]["used_mask"] == 5
    assert written["webauthn"] == rows[Authenticator.Type.WEBAUTHN]
    migration.decrypt_all(apps, None)
    assert {row.type: row.data for row in Authenticator.objects.all()} == {
        kind.value: data for kind, data in rows.items()
    }


def test_a_key_is_changed_without_anybody_noticing(olive: User, settings: Any) -> None:
    settings.MFA_KEYS = [OLD]
    secret = with_app(olive)
    settings.MFA_KEYS = [NEW, OLD]
    assert passes(olive, code_now(secret)), "what the old key encrypted opens"
    use_the_newest_key()
    (written,) = stored()
    use_the_newest_key()
    assert stored() == [written], "nothing is left to do"
    settings.MFA_KEYS = [NEW]
    assert decrypt(written) == secret


def test_another_key_opens_nothing(settings: Any) -> None:
    settings.MFA_KEYS = [OLD]
    written = encrypt("a secret")
    settings.MFA_KEYS = [NEW]
    with pytest.raises(InvalidToken):
        decrypt(written)
