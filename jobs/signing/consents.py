"""The texts that a homeowner signs on a tablet, by paper and version, in both languages. Pure.

A text never changes once somebody may have signed it: a new wording is a new version beside the old one.
"""

from __future__ import annotations

from dataclasses import dataclass

SURVEY, AUTHORIZATION = "survey", "authorization"


@dataclass(frozen=True, slots=True)
class Consent:
    """One text. ``signer_role`` says who must sign it; empty where any person of the job may."""

    paper: str
    version: str
    en: str
    es: str
    signer_role: str = ""


CONSENTS: tuple[Consent, ...] = (
    Consent(
        SURVEY,
        "survey/2026-11",
        "KiloWire looked at my electric meter, my panel and the place for the charger today, with my "
        "agreement. I agree that the photos taken here are kept with my job and shown to the city and"
        " to the utility where they ask for them. Signing this orders nothing and costs nothing.",
        "KiloWire revisó hoy mi medidor eléctrico, mi panel y el lugar para el cargador, con mi "
        "permiso. Acepto que las fotos tomadas aquí se guarden con mi trabajo y se muestren a la "
        "ciudad y a la compañía eléctrica cuando las pidan. Firmar esto no es un pedido y no cuesta "
        "nada.",
    ),
    Consent(
        AUTHORIZATION,
        "authorization/2026-11",
        "I hold the account with the electric utility for this address. KiloWire may apply to the "
        "utility in my name for the adapter at my meter, give it the details of my account and my "
        "home that the application asks for, and receive its answers. I can take this back in writing"
        " at any time. The utility has its own form, and that form still has to be signed.",
        "Soy titular de la cuenta con la compañía eléctrica en esta dirección. KiloWire puede "
        "solicitar en mi nombre el adaptador para mi medidor, dar a la compañía los datos de mi "
        "cuenta y de mi casa que pida la solicitud, y recibir sus respuestas. Puedo retirar este "
        "permiso por escrito en cualquier momento. La compañía tiene su propio formulario, y ese "
        "también se debe firmar.",
        signer_role="account_holder",
    ),
)


def latest() -> tuple[Consent, ...]:
    """Return the newest text of each paper."""
    return tuple({consent.paper: consent for consent in CONSENTS}.values())


def is_known(paper: str, version: str) -> bool:
    """Return whether we ever had this version of this paper."""
    return any((consent.paper, consent.version) == (paper, version) for consent in CONSENTS)
