"""What each signature means to its signer, and words in both languages at once. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

MEANS = {  # in full sentences, since each is agreed to
    "contract": gettext_noop("I sign the work contract."),
    "change_order": gettext_noop("I sign the change order."),
    "customer_agreement": gettext_noop("I sign the utility's customer agreement."),
    "authorization": gettext_noop("I sign the authorization of the contractor."),
}


def in_both(words: str) -> dict[str, str]:
    """Return marked words in English and in Spanish, for a screen that works without the site."""
    return {"en": words, "es": _in_spanish(words)}


def _in_spanish(words: str) -> str:
    with override("es"):
        return _(words)
