"""The adapter of allauth's second factor: its secrets are encrypted in the database."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from kilowire.accounts import encryption

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody on a public site stays until there is another one."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(
            pk=authenticator.pk
        )
        return not settings.PUBLIC_SITE or others.exists()


def encrypt_under_first_key() -> int:
    """Encrypt all secrets under the first key, so that an older one can go; return how many rows changed."""
    changed = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update():
            data = encryption.with_secrets(row.data, encryption.under_first_key)
            if data != row.data:
                row.data = data
                row.save(update_fields=["data"])
                changed += 1
    return changed
