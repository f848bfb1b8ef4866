"""What a person is told before they agree to sign electronically: 15 USC 7001(c), in both languages. Pure.

A text never changes once somebody may have agreed to it: a new wording is a new version beside the old one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disclosures:
    """The six points of one version.

    Signing on paper instead, taking the consent back, what it is for, how to take it back or give a new
    address, the copy on paper, and what is needed to read the papers.
    """

    version: str
    en: tuple[str, ...]
    es: tuple[str, ...]

    def of(self, language: str) -> tuple[str, ...]:
        """Return the six points in this language."""
        return self.es if language == "es" else self.en


DISCLOSURES: tuple[Disclosures, ...] = (
    Disclosures(
        "esign/2026-11",
        (
            (
                "You may sign on paper instead. Call us and we bring or mail the paper; that costs you "
                "nothing."
            ),
            (
                "You may take back your consent to sign electronically at any time before you sign. It "
                "costs nothing and ends nothing: we then go on with you on paper, which may take some "
                "days longer."
            ),
            (
                "Your consent is for this one paper, and for your copy of it. We ask again for each "
                "other paper."
            ),
            (
                "To take it back, press “I do not want to sign this” on this page, or call or write to "
                "us. Tell us in the same way when your e-mail address changes."
            ),
            (
                "After you signed, you can open, keep and print your copy on this page. If you want it "
                "on paper as well, ask us: the copy on paper is free."
            ),
            (
                "You need a browser from the last few years that opens PDF files, an e-mail address "
                "that you read, and a place to keep the file or a printer."
            ),
        ),
        (
            (
                "Puede firmar en papel si lo prefiere. Llámenos y le llevamos o le enviamos el "
                "documento; no le cuesta nada."
            ),
            (
                "Puede retirar su consentimiento para firmar electrónicamente en cualquier momento "
                "antes de firmar. No cuesta nada y no termina nada: seguimos con usted en papel, lo que "
                "puede tardar unos días más."
            ),
            (
                "Su consentimiento es solo para este documento y para su copia. Para cada otro "
                "documento preguntamos de nuevo."
            ),
            (
                "Para retirarlo, pulse “No quiero firmar esto” en esta página, o llámenos o escríbanos. "
                "Avísenos de la misma manera si cambia su correo electrónico."
            ),
            (
                "Después de firmar, puede abrir, guardar e imprimir su copia en esta página. Si la "
                "quiere también en papel, pídanosla: la copia en papel es gratis."
            ),
            (
                "Necesita un navegador de los últimos años que abra archivos PDF, un correo electrónico "
                "que lea, y un lugar donde guardar el archivo o una impresora."
            ),
        ),
    ),
)


def latest() -> Disclosures:
    """Return the newest version."""
    return DISCLOSURES[-1]


def is_known(version: str) -> bool:
    """Return whether we ever had this version."""
    return any(each.version == version for each in DISCLOSURES)
