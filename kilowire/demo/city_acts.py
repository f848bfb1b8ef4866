"""Acts of the demo at the city: the application, its corrections, the permit, its inspections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from kilowire.demo.sheets import sheet
from kilowire.demo.tale import Act, Tale, workdays_from
from permits.models import Correction, Inspection, InspectionKind, Permit, PermitKind
from permits.services import applications, clockwork, inspections, issuing, mending, results, revoking

INSPECTORS = ("R. Alvarez", "T. Brannigan", "L. Okoye", "S. Petrosyan")
FEES = ("186.40", "214.00", "243.75", "158.20")


def applied(tale: Tale, on: date) -> None:
    applications.apply_for_permit(
        job=tale.job,
        applied_on=on,
        by=tale.office,
        application_number=tale.number(f"A{on:%y}-"),
        fee_usd=Decimal(FEES[tale.place % len(FEES)]),
    )


def applied_for_another(tale: Tale, on: date) -> None:
    """Apply for a second permit: for the post that the charger is mounted on."""
    applications.apply_for_permit(
        job=tale.job,
        applied_on=on,
        by=tale.office,
        kind=PermitKind.BUILDING,
        application_number=tale.number(f"B{on:%y}-"),
        fee_usd=Decimal("96.00"),
        note="For the post beside the driveway",
    )


def found_complete(tale: Tale, on: date) -> None:
    applications.record_application_complete(permit=_awaited(tale), by=tale.office, complete_on=on)


def corrections_asked(text: str) -> Act:
    def act(tale: Tale, on: date) -> None:
        permit = _awaited(tale)
        rows = [("Application", permit.application_number), ("House", tale.house.street)]
        notice = sheet(
            "notice", title="Correction notice", issuer=permit.jurisdiction.name, rows=rows, note=text
        )
        applications.record_correction(permit=permit, asked_on=on, text=text, by=tale.office, document=notice)

    return act


def corrections_answered(tale: Tale, on: date) -> None:
    applications.answer_correction(
        correction=Correction.objects.of(tale.job).open().get(),
        answered_on=on,
        answer="Revised single-line diagram with adapter and conductor sizes uploaded.",
        by=tale.office,
    )


def silent(tale: Tale, _on: date) -> None:
    """Note that the city has not answered by the day it is due."""
    clockwork.note_silence(permit=_awaited(tale))


def issued(tale: Tale, on: date) -> None:
    _issue(tale, on, with_paper=True)


def issued_without_paper(tale: Tale, on: date) -> None:
    """Record a permit issued by telephone, whose document is not on file yet."""
    _issue(tale, on, with_paper=False)


def _issue(tale: Tale, on: date, *, with_paper: bool) -> None:
    permit = _awaited(tale)
    number = tale.number("E" if permit.kind == PermitKind.ELECTRICAL else "B", 4) + f"-{on:%Y}"
    rows = [("Permit number", number), ("House", tale.house.street), ("Work", "Charger circuit and adapter")]
    note = "Good for work that begins within a year of issue."
    paper = sheet(
        "permit", title=permit.get_kind_display(), issuer=permit.jurisdiction.name, rows=rows, note=note,
        signed="Building official",
    )  # fmt: skip
    issuing.issue_permit(
        permit=permit, number=number, issued_on=on, by=tale.office, document=paper if with_paper else None
    )
    tale.fresh()


def lapse_seen(tale: Tale, _on: date) -> None:
    """Warn that the permit is about to lapse."""
    clockwork.warn_of_lapse(permit=_open(tale))


def final_asked(tale: Tale, on: date) -> None:
    _ask(tale, on, InspectionKind.FINAL, tale.next_day(on, "final_passed", "final_failed"))


def rough_passed(tale: Tale, on: date) -> None:
    inspection = _ask(tale, on, InspectionKind.ROUGH, None)
    results.pass_inspection(inspection=inspection, passed_on=on, inspector=_inspector(tale), by=tale.office)


def final_passed(tale: Tale, on: date) -> None:
    results.pass_inspection(
        inspection=_final(tale),
        passed_on=on,
        inspector=_inspector(tale),
        by=tale.office,
        card=_card(tale, "Passed"),
    )
    tale.fresh()


def final_failed(tale: Tale, on: date) -> None:
    results.fail_inspection(
        inspection=_final(tale),
        failed_on=on,
        inspector=_inspector(tale),
        corrections=tale.told.get(
            "found", "Bond the charger's metal box; add the label of the second source."
        ),
        by=tale.office,
        card=_card(tale, "Not approved"),
    )


def mended(tale: Tale, on: date) -> None:
    """Record the repair of what the inspector found, and ask for another inspection."""
    failed = Inspection.objects.of(tale.job).filter(result="failed", mended_on=None).get()
    mending.record_mended(
        inspection=failed, mended_on=on, by=tale.technician, note="Bonded, labelled, photographed."
    )
    inspections.ask_for_inspection(
        permit=_open(tale),
        kind=InspectionKind.FINAL,
        asked_on=on,
        by=tale.office,
        scheduled_on=workdays_from(on, 3),
    )


def final_revoked(because: str) -> Act:
    def act(tale: Tale, on: date) -> None:
        passed = (
            Inspection.objects.of(tale.job).filter(kind=InspectionKind.FINAL, result="passed").latest("id")
        )
        revoking.revoke_inspection(inspection=passed, revoked_on=on, because=because, by=tale.office)
        tale.fresh()

    return act


def _ask(tale: Tale, on: date, kind: str, scheduled_on: date | None) -> Inspection:
    permit = _open(tale)
    scheduled_on = scheduled_on or (workdays_from(tale.today, 3) if kind == InspectionKind.FINAL else None)
    return inspections.ask_for_inspection(
        permit=permit, kind=kind, asked_on=on, by=tale.office, scheduled_on=scheduled_on, window="8–12"
    )


def _awaited(tale: Tale) -> Permit:
    return Permit.objects.of(tale.job).awaiting_issue().select_related("jurisdiction").earliest("id")


def _open(tale: Tale) -> Permit:
    return Permit.objects.of(tale.job).live().filter(kind=PermitKind.ELECTRICAL).get()


def _final(tale: Tale) -> Inspection:
    return Inspection.objects.of(tale.job).awaiting_result().get(kind=InspectionKind.FINAL)


def _inspector(tale: Tale) -> str:
    return INSPECTORS[tale.place % len(INSPECTORS)]


def _card(tale: Tale, result: str) -> ContentFile[bytes]:
    rows = [("House", tale.house.street), ("Inspection", "Final electrical"), ("Result", result)]
    return sheet("card", title="Inspection card", issuer=tale.house.city, rows=rows, signed=_inspector(tale))
